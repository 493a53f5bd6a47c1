/**
 * What an answer of a token endpoint tells its client. `transient` is a parsed error that is not about
 * the grant, `noise` nothing that can be parsed. `issued` and `grant-refused` are definite: the
 * client has no reason to send that grant again.
 */
export type ReplyMeaning = 'issued' | 'grant-refused' | 'client-refused' | 'transient' | 'noise'

/** An HTTP answer, not yet sent. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
  meaning?: ReplyMeaning
  errorCode?: number | string
}

export function jsonReply(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }
}

export function textReply(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/plain;charset=utf-8' }, body }
}

export function htmlReply(body: string, status = 200): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      // No form-action: Chromium applies it to the redirect that follows the form, which leads elsewhere.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    },
    body,
  }
}

export function redirectReply(location: string): Reply {
  return { status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' }
}
