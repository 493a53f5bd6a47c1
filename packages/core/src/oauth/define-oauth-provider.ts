import { phrase } from '../phrase.ts'
import {
  authorizationParameters,
  noConsentPage,
  requireAuthorization,
} from '../provider/authorization-url.ts'
import { configurationDigest } from '../provider/configuration-digest.ts'
import type { OAuthProviderDefinition, Place, ProviderEndpoints } from '../provider/definition.ts'
import { resolveEndpoints, resolveResourceHosts } from '../provider/endpoints.ts'
import { hostOf } from '../provider/host-of.ts'
import { optionError } from '../provider/option-error.ts'
import { fixedVerifier, requireVerifier } from '../provider/pkce.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { readCallback } from '../provider/read-callback.ts'
import { readSettings } from '../provider/settings.ts'
import { clientCalls } from './client-calls.ts'
import { deviceLogin } from './device-login.ts'
import { identifier } from './identify.ts'
import { loadOAuthProvider } from './load-oauth-provider.ts'
import { revoker } from './revoker.ts'
import { tokenRequests } from './token-requests.ts'

/** What a definition says and an adapter repeats. */
const declared = [
  'refreshTokens',
  'newAccessTokenRevokesOld',
  'accessTokenLifetime',
  'refreshTokenLifetime',
  'refreshMargin',
  'refreshTokenExpiry',
  'limits',
  'refreshTokensPerAccount',
  'deadToken',
  'codesFrom',
] as const

/**
 * Makes an adapter from a definition: data and oddities become requests and readings.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function defineOAuthProvider(definition: OAuthProviderDefinition): ProviderAdapter {
  const settings = readSettings(definition)
  const { id, clientId, clientSecrets } = settings
  const endpoints = resolveEndpoints(id, definition.endpoints, definition.options)
  const verifier = fixedVerifier(id, definition.pkce)
  const bearer = (accessToken: string) => ({ name: 'Authorization', value: `Bearer ${accessToken}` })
  const header = definition.header ?? bearer
  const { extraHeaders, clientCredentials } = definition
  let secretInForce = clientSecrets[0] ?? ''
  const extra =
    extraHeaders && ((token: string, host: 'own' | 'allowed') => extraHeaders(token, secretInForce, host))

  const endpointsAt = (place: Place): ProviderEndpoints => {
    const own = definition.endpointsFor?.(place)
    if (own === undefined) return endpoints
    return resolveEndpoints(id, { ...definition.endpoints, ...own }, definition.options)
  }
  const headersOf = (accessToken: string) => {
    const { name, value } = header(accessToken)
    return { ...extra?.(accessToken, 'own'), [name]: value }
  }
  const calls = clientCalls(definition, settings, endpoints.token, (secret) => {
    secretInForce = secret
  })
  const redeem = tokenRequests(definition, settings, calls)
  const identify = identifier(definition, settings, endpointsAt, headersOf)
  const revoke = revoker(definition, settings, endpointsAt, calls)
  const device = deviceLogin(definition, settings, endpointsAt, calls, redeem)

  const adapter = {
    id,
    adapter: definition.adapter,
    clientId,
    ...(settings.redirectUri !== undefined && { redirectUri: settings.redirectUri }),
    scopes: settings.scopes,
    ...Object.fromEntries(
      declared.map((name) => [name, definition[name]]).filter(([, value]) => value !== undefined),
    ),
    resourceHosts: resolveResourceHosts(id, definition.resourceHosts, definition.options),
    header,
    ...(extra && { extraHeaders: extra }),
    origin: new URL(endpoints.token).origin,
    tokenHost: (params: Readonly<Record<string, string>>) => hostOf(endpointsAt({ params }).token),

    async authorizationUrl(request) {
      const { codesFrom } = definition
      if (codesFrom !== undefined) throw noConsentPage(id, codesFrom)
      const redirectUri = requireAuthorization(definition, settings, request)
      if (endpoints.authorization === undefined) {
        throw optionError(
          id,
          'endpoints.authorization',
          phrase`is missing: this provider has no consent page of its own`,
        )
      }
      const { codeChallenge, newCodeVerifier, newNonce } = await loadOAuthProvider()
      const codeVerifier = definition.pkce === 'S256' ? newCodeVerifier() : verifier
      const challenge = codeVerifier && (await codeChallenge(codeVerifier))
      const proposed = definition.nonce ? newNonce() : undefined
      const url = new URL(endpoints.authorization)
      const parameters = authorizationParameters(definition, settings, request, challenge, proposed)
      // The adapter may leave it out, where no id_token will come.
      const { nonce } = parameters
      for (const [name, value] of Object.entries(parameters)) {
        url.searchParams.delete(name)
        if (value !== undefined) url.searchParams.set(name, value)
      }
      return {
        url: url.href,
        redirectUri,
        ...(codeVerifier !== undefined && { codeVerifier }),
        ...(nonce !== undefined && { nonce }),
      }
    },

    readCallback: (url) => readCallback(url, definition),

    async exchange({ code, codeVerifier = verifier, redirectUri, params = {}, timeout }) {
      requireVerifier(id, definition.pkce, codeVerifier)
      return redeem({
        purpose: 'exchange',
        params,
        endpoint: endpointsAt({ params, purpose: 'exchange' }).token,
        grantType: 'authorization_code',
        parameters: { code, redirect_uri: redirectUri, code_verifier: codeVerifier },
        secrets: [code, ...(codeVerifier === undefined ? [] : [codeVerifier])],
        timeout,
      })
    },

    refresh: ({ refreshToken, params, timeout }) =>
      redeem({
        purpose: 'refresh',
        params,
        endpoint: endpointsAt({ params, purpose: 'refresh' }).token,
        grantType: 'refresh_token',
        parameters: { refresh_token: refreshToken },
        secrets: [refreshToken],
        timeout,
      }),

    ...(identify && { identify }),
    ...(revoke && { revoke }),
    ...(device && { device }),
    ...(clientCredentials && {
      clientCredentials: ({ account, scopes, params, timeout }) =>
        redeem({
          purpose: 'client',
          params,
          endpoint: endpointsAt({ params, purpose: 'client' }).token,
          grantType: 'client_credentials',
          parameters: clientCredentials({ account, scopes, params }),
          secrets: [],
          timeout,
        }),
    }),
  } as Omit<ProviderAdapter, 'configuration'>
  // Not enumerable: a digest of the secret has no business in what is printed or serialized.
  const { clientAuth } = definition
  const key = typeof clientAuth === 'object' ? clientAuth.fingerprint : undefined
  const configuration = configurationDigest(
    clientId,
    [clientSecrets, definition.ownSecrets?.byServer],
    endpoints,
    key,
  )
  return Object.defineProperty(adapter, 'configuration', { value: configuration }) as ProviderAdapter
}
