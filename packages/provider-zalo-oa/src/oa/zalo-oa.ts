import { defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { help, oauthV4 } from '../oauth-v4/oauth-v4.ts'
import { secretProof } from '../oauth-v4/secret-proof.ts'
import { tokenErrors } from '../oauth-v4/token-errors.ts'
import { deadToken } from './api-errors.ts'
import { consentLink } from './consent-link.ts'
import { readOaIdentity } from './oa-identity.ts'
import type { ZaloOaOptions } from './zalo-oa-options.ts'

/** @see https://docs.zaloplatforms.com/docs/OA/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new */
const endpoints = {
  authorization: 'https://oauth.zaloapp.com/v4/oa/permission',
  token: 'https://oauth.zaloapp.com/v4/oa/access_token',
  userInfo: 'https://openapi.zalo.me/v2.0/oa/getoa',
}
const resourceHosts = ['https://openapi.zalo.me', 'https://business.openapi.zalo.me']
const errors = tokenErrors({
  redirectUri: phrase`Save redirectUri, letter for letter, as "Official Account Callback Url" at https://developers.zalo.me, the app, Official Account, Thiết lập chung; verifying the domain is not enough.`,
  consentAgain: phrase`An admin of the Official Account must consent again.`,
})

/**
 * A Zalo Official Account app. Comments name the kind of source: documented, official SDK, or reported by users.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zaloOa(options: ZaloOaOptions): ProviderAdapter {
  const { pkce = true } = options
  const link = consentLink(options)
  return defineOAuthProvider({
    ...oauthV4,
    adapter: 'zalo-oa',
    options: { ...options, ...link.options },
    endpoints,
    resourceHosts,
    // `oa_id` says which OA was authorized (documented); it came through a browser, so it is only a claim.
    readCallback(query, standard) {
      const account = query.get('oa_id')
      return account ? { ...standard, account } : standard
    },
    errors,
    identify: readOaIdentity,
    deadToken,
    // The console can make Zalo check it on every call (documented); switched off, it is not looked at.
    ...(options.secretProof && { extraHeaders: secretProof }),
    // A refresh kills the access token before it, at once (documented).
    newAccessTokenRevokesOld: true,
    // Optional while the console checks the app's secret (documented); the challenge is S256 without a method.
    pkce: link.withoutChallenge && options.pkce === undefined ? false : pkce === true ? 'S256' : pkce,
    accessTokenLifetime: 90_000,
    // "3 months" from issue (documented), and no field that tells: 90 days, at most a day more than any three
    // calendar months. Whether a refresh starts them anew is not documented; it is assumed.
    refreshTokenLifetime: 90 * 86_400,
    refreshMargin: 600,
    help: {
      ...help,
      redirectUri: phrase`Expected the "Official Account Callback Url" of the app, letter for letter: https://developers.zalo.me, the app, Official Account, Thiết lập chung.`,
      scopes: phrase`Remove it: permissions are ticked in the console, at Official Account, Thiết lập chung.`,
    },
  })
}
