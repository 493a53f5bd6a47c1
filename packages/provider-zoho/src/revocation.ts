import type { RawAnswer, RevocationDialect } from '@oauth-tokens/core'

/** `{"status":"success"}`; HTTP 400 says that there is no such token, any more (documented). */
export const revocation: RevocationDialect = {
  body: (token) => ({ token }),
  read({ status, json }: RawAnswer) {
    if (status >= 500) return undefined
    const { error, error_description: text } = json ?? {}
    if (typeof error === 'string' && !/^invalid_(code|token)$/.test(error)) {
      return { error, ...(typeof text === 'string' && { description: text }) }
    }
    return json?.status === 'success' || status === 400 ? 'revoked' : undefined
  },
}
