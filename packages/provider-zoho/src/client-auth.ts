import type { ClientAuthRequest } from '@oauth-tokens/core'

/** The end of the newer revocation path, the only one that wants Basic credentials (documented). */
const revocationByClient = /\/oauth\/v2\/revoke\/token$/

/** Credentials in the form body: a query would be logged, and a JSON body is refused as `invalid_client` (documented). */
export function writeCredentials({ clientId, clientSecret, body, headers, url }: ClientAuthRequest): void {
  const { pathname } = new URL(url)
  if (revocationByClient.test(pathname)) {
    headers.set('authorization', `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`)
    body.set('token_type', body.get('token_type_hint') ?? 'refresh_token')
    return
  }
  // Whoever holds a token may end it: the client is not asked for (documented).
  if (pathname.endsWith('/oauth/v2/token/revoke')) return
  body.set('client_id', clientId)
  // The start of a device login has no secret (documented).
  if (!pathname.endsWith('/oauth/v3/device/code')) body.set('client_secret', clientSecret)
}
