import { jsonReply, type Reply } from '../../reply.ts'
import { apiDomain, type Place } from '../place.ts'
import type { ZohoState } from '../zoho-state.ts'

interface Issued {
  accessToken: string
  refreshToken?: string | undefined
  idToken?: string | undefined
  scopes: string[]
  /** @default true */
  withApiDomain?: boolean
}

/** The answer that carries tokens; what is undefined is not in it. */
export function issuedReply(state: ZohoState, place: Place, issued: Issued): Reply {
  const { quirks, lifetimes } = state
  const separator = quirks.scopeAs === 'comma' ? ',' : ' '
  const body = {
    access_token: issued.accessToken,
    refresh_token: issued.refreshToken,
    id_token: issued.idToken,
    scope: quirks.scopeAs === 'none' ? undefined : issued.scopes.join(separator),
    api_domain: (issued.withApiDomain ?? true) ? apiDomain(state, place) : undefined,
    token_type: 'Bearer',
    ...expiry(quirks.expiresInAs, lifetimes.accessToken),
  }
  return { ...jsonReply(body), meaning: 'issued' }
}

function expiry(as: 'seconds' | 'milliseconds' | 'string', seconds: number): Record<string, unknown> {
  switch (as) {
    case 'milliseconds':
      return { expires_in_sec: seconds, expires_in: seconds * 1000 }
    case 'string':
      return { expires_in: String(seconds) }
    default:
      return { expires_in: seconds }
  }
}
