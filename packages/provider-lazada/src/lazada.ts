import { defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { accountOf } from './account.ts'
import { checkOptions, type LazadaOptions } from './lazada-options.ts'
import { signRequest } from './signature.ts'
import { readTokenBody } from './token-body.ts'
import { tokenError } from './token-errors.ts'

const host = 'https://auth.lazada.com'

/**
 * A seller of Lazada. Comments name the kind of source: documented, reported, or a choice of ours.
 * @throws ConfigurationError when an option is missing or wrong
 * @see docs/providers/lazada.md
 */
export function lazada(options: LazadaOptions): ProviderAdapter {
  checkOptions(options)
  const { country } = options
  return defineOAuthProvider({
    adapter: 'lazada',
    options,
    endpoints: { authorization: `${host}/oauth/authorize`, token: `${host}/rest/auth/token/create` },
    // An address for each kind of grant, and no grant_type (documented).
    endpointsFor: ({ purpose }) =>
      purpose === 'refresh' ? { token: `${host}/rest/auth/token/refresh` } : {},
    // Lazada takes the token as a parameter of a signed request, in no header (documented): `fetch` cannot help there.
    resourceHosts: [],
    clientAuth: signRequest,
    // force_auth: whoever is logged in at Lazada in this browser is not taken for the seller unasked (documented).
    authorizationParameters: (standard) => ({
      ...standard,
      force_auth: 'true',
      country: country === undefined ? undefined : [country].flat().join(','),
    }),
    dialect: readTokenBody,
    errors: tokenError,
    // Each refresh brings a new refresh token, and only the latest is promised to work (documented). Whether the tokens
    // before it die is not: they are handled as if they did.
    refreshTokens: options.refreshTokens ?? 'single-use',
    newAccessTokenRevokesOld: options.newAccessTokenRevokesOld ?? true,
    // A refresh does not prolong it (documented).
    refreshTokenExpiry: 'fixed',
    pkce: false,
    // The answer names the seller (documented).
    identityFrom: accountOf,
    // Set for each app in the console (documented).
    scopes: false,
    // Of an app that is online; one in test has 7 and 30 days, and each answer tells (documented).
    accessTokenLifetime: 30 * 86_400,
    refreshTokenLifetime: 180 * 86_400,
    help: {
      clientId: phrase`It is the App Key, on the page of your app at open.lazada.com.`,
      clientSecret: phrase`It is the App Secret, on the page of your app at open.lazada.com. It is never sent: requests are signed with it.`,
      redirectUri: phrase`It is the App Callback URL, on the page of your app at open.lazada.com, letter for letter.`,
      scopes: phrase`Remove it: permissions are requested on the page of your app at open.lazada.com.`,
    },
  })
}
