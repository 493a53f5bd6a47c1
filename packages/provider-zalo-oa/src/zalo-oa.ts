import { defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { consentLink } from './consent-link.ts'
import { readOaIdentity } from './oa-identity.ts'
import { readTokenBody } from './token-body.ts'
import { zaloErrorMeaning } from './token-errors.ts'
import type { ZaloOaOptions } from './zalo-oa-options.ts'

/** @see https://docs.zaloplatforms.com/docs/OA/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new */
const endpoints = {
  authorization: 'https://oauth.zaloapp.com/v4/oa/permission',
  token: 'https://oauth.zaloapp.com/v4/oa/access_token',
  userInfo: 'https://openapi.zalo.me/v2.0/oa/getoa',
}
const resourceHosts = ['https://openapi.zalo.me', 'https://business.openapi.zalo.me']

/**
 * A Zalo Official Account app. Comments name the kind of source: documented, official SDK, or reported by users.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zaloOa(options: ZaloOaOptions): ProviderAdapter {
  const { pkce = true } = options
  const link = consentLink(options)
  return defineOAuthProvider({
    adapter: 'zalo-oa',
    options: { ...options, ...link.options },
    endpoints,
    resourceHosts,
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
    // `oa_id` says which OA was authorized (documented); it came through a browser, so it is only a claim.
    readCallback(query, standard) {
      const account = query.get('oa_id')
      return account ? { ...standard, account } : standard
    },
    dialect: readTokenBody,
    errors: zaloErrorMeaning,
    identify: readOaIdentity,
    // `Authorization: Bearer` is ignored, as if nobody had logged in (documented, reported).
    header: (accessToken) => ({ name: 'access_token', value: accessToken }),
    // A refresh spends the refresh token and kills the access token before it, at once (documented).
    refreshTokens: 'single-use',
    newAccessTokenRevokesOld: true,
    // Optional while the console checks the app's secret (documented); the challenge is S256 without a method.
    pkce: link.withoutChallenge && options.pkce === undefined ? false : pkce === true ? 'S256' : pkce,
    // Permissions are ticked in the console (documented).
    scopes: false,
    accessTokenLifetime: 90_000,
    // "3 months" from issue (documented), and no field that tells: 90 days, at most a day more than any three
    // calendar months. Whether a refresh starts them anew is not documented; it is assumed.
    refreshTokenLifetime: 90 * 86_400,
    refreshMargin: 600,
    help: {
      clientId: 'It is "ID ứng dụng" of the app at https://developers.zalo.me.',
      clientSecret: 'It is "Khóa bí mật của ứng dụng" of the app at https://developers.zalo.me.',
      redirectUri:
        'Expected the "Official Account Callback Url" of the app, letter for letter: https://developers.zalo.me, the app, Official Account, Thiết lập chung.',
      scopes: 'Remove it: permissions are ticked in the console, at Official Account, Thiết lập chung.',
    },
  })
}
