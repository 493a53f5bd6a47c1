import type { OAuthProviderDefinition } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { readTokenBody } from './token-body.ts'

/** What Zalo's two logins share. The token of one is refused at the addresses of the other (reported). */
export const oauthV4 = {
  // The secret travels in a header of its own; there is no client_id, and no redirect_uri in the exchange
  // (documented, official SDK).
  clientAuth({ clientId, clientSecret, body, headers }) {
    headers.set('secret_key', clientSecret)
    body.set('app_id', clientId)
    body.delete('redirect_uri')
  },
  // The official SDK sends these four and nothing else: no response_type, scope or code_challenge_method.
  authorizationParameters: ({ client_id, redirect_uri, code_challenge, state }) => ({
    app_id: client_id,
    redirect_uri,
    code_challenge,
    state,
  }),
  dialect: readTokenBody,
  // `Authorization: Bearer` is ignored, as if nobody had logged in (documented, reported).
  header: (accessToken) => ({ name: 'access_token', value: accessToken }),
  // A refresh spends the refresh token (documented).
  refreshTokens: 'single-use',
  // Permissions are ticked in the console (documented).
  scopes: false,
} satisfies Partial<OAuthProviderDefinition>

/** Where the console shows what both need. */
export const help = {
  clientId: phrase`It is "ID ứng dụng" of the app at https://developers.zalo.me.`,
  clientSecret: phrase`It is "Khóa bí mật của ứng dụng" of the app at https://developers.zalo.me.`,
}
