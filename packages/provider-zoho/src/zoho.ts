import { type CallbackAnswer, defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { writeCredentials } from './client-auth.ts'
import { saysDeadToken } from './dead-token.ts'
import { deviceDialect } from './device.ts'
import { endpointsOf } from './endpoints.ts'
import { identitySource, readProfile } from './identity.ts'
import { type Places, readPlaces } from './places.ts'
import { resourceHosts } from './resource-hosts.ts'
import { revocation } from './revocation.ts'
import { readTokenBody } from './token-body.ts'
import { zohoErrorMeaning } from './token-errors.ts'
import type { ZohoOptions } from './zoho-options.ts'

/**
 * A client of the Zoho API console, in all data centres. Comments name the kind of source: documented, official SDK,
 * recorded answers, or reported by users.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zoho(options: ZohoOptions): ProviderAdapter {
  const { id = 'zoho', prompt = 'consent', tokenScheme = 'Zoho-oauthtoken', pkce = false } = options
  const places = readPlaces(id, options)
  return defineOAuthProvider({
    adapter: 'zoho',
    // The addresses are whole already: each data centre has its own.
    options: { ...options, baseUrl: undefined },
    // Consent is asked for where the app is registered; Zoho forwards the user (documented).
    endpoints: endpointsOf(places.own),
    // A code, a token and the account exist only in the user's data centre (documented).
    endpointsFor: ({ params }) => endpointsOf(places.at(params)),
    resourceHosts: resourceHosts(places.all),
    clientAuth: writeCredentials,
    ownSecrets: {
      byServer: options.clientSecrets ?? {},
      serverOf: ({ params }) => places.at(params).location,
    },
    // A refresh token comes with the first offline consent only, unless consent is asked for again (documented).
    authorizationParameters: (standard) => ({
      ...standard,
      access_type: 'offline',
      ...(prompt && { prompt }),
    }),
    readCallback: (query, standard) => readLocation(query, standard, places),
    dialect: readTokenBody(places),
    errors: zohoErrorMeaning,
    identify: readProfile,
    identityFrom: identitySource(options.clientId, places),
    // APIs take `Bearer` too, says a newer page; the products' pages and the SDKs say this.
    header: (accessToken) => ({ name: 'Authorization', value: `${tokenScheme} ${accessToken}` }),
    deadToken: saysDeadToken,
    // It stays until something ends it, and answers to a refresh have none (documented).
    refreshTokens: 'reusable',
    // Ten access tokens of a refresh token live side by side; pages of other products say 15 and 30 (documented).
    newAccessTokenRevokesOld: false,
    limits: { redemptions: 10, window: 600 },
    // Of one user with one client (documented); the 21st ends the oldest.
    refreshTokensPerAccount: 20,
    pkce: pkce ? 'S256' : false,
    scopes: ['AaaServer.profile.READ'],
    scopeSeparator: ',',
    revocation,
    device: deviceDialect(places, prompt),
    // `soid` names a product's organization; a product that can have only one does without (documented).
    clientCredentials: ({ account, scopes, params }) => ({
      scope: scopes.join(','),
      soid: params.soid ?? (/^\w+\.\d+$/.test(account) ? account : undefined),
    }),
    accessTokenLifetime: 3600,
    // Longer than the block of a throttle lasts, so that it passes before the token ends.
    refreshMargin: 720,
    help: {
      clientId: phrase`It is "Client ID" of the client at https://api-console.zoho.com.`,
      clientSecret: phrase`It is "Client Secret" of the client at https://api-console.zoho.com.`,
      redirectUri: phrase`Expected one of the "Authorized Redirect URIs" of the client at https://api-console.zoho.com, letter for letter.`,
    },
  })
}

/** `location` is looked up, `accounts-server` only compared: both came through a browser, and the secret follows. */
function readLocation(query: URLSearchParams, standard: CallbackAnswer, places: Places): CallbackAnswer {
  if (standard.error !== undefined) {
    const ambiguous = standard.error === 'access_denied' && standard.errorDescription === undefined
    const errorDescription = phrase`access_denied, which means that the owner refused, or that more than 10 logins were begun in 10 minutes`
    return ambiguous ? { ...standard, errorDescription } : standard
  }
  const names = ['location', 'accounts-server'] as const
  if (names.some((name) => query.getAll(name).length > 1)) {
    return { ...standard, refusal: phrase`It names its data centre twice.` }
  }
  const told = names.flatMap((name): [string, string][] => {
    const value = query.get(name)
    return value ? [[name, value]] : []
  })
  const place = places.find(Object.fromEntries(told))
  if ('problem' in place) return { ...standard, refusal: phrase`It ${place.problem}.` }
  return { ...standard, params: { location: place.location } }
}
