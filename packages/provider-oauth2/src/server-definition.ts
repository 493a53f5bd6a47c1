import type {
  DiscoveredServer,
  ErrorMeaning,
  OAuthProviderDefinition,
  ProviderEndpoints,
} from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { clientAuth } from './client-auth.ts'
import type { OAuth2Options } from './oauth2-options.ts'
import { readUserInfo } from './user-info.ts'

/** What is known of a server: told by itself, or by the options. */
export type KnownServer = Pick<DiscoveredServer, 'endpoints' | 'jwks' | 'clientAuthMethods'> & {
  issuer?: string
}

const defined = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: Exclude<Values[Name], undefined>
  }

/** A standard server in the words of `defineOAuthProvider`. @throws ConfigurationError */
export function serverDefinition(options: OAuth2Options, server: KnownServer): OAuthProviderDefinition {
  const { resource, audience, accountClaim = 'sub', pkce = true } = options
  const { accessTokenLifetime, refreshTokenLifetime, refreshMargin, refreshTokenExpiry, limits } = options
  const authentication = clientAuth(options, server)
  // A server with an issuer tells its endpoints later.
  const told = (name: keyof ProviderEndpoints) =>
    server.issuer !== undefined || options.endpoints?.[name] !== undefined
  return {
    adapter: 'oauth2',
    options,
    endpoints: server.endpoints,
    resourceHosts: options.resourceHosts ?? [],
    clientAuth: authentication,
    // Whether a server rotates is not in any document. To take a reusable token for a single-use one costs a little
    // care; the other way round, two processes that refresh at once can cost the grant (RFC 9700 section 4.14.2).
    refreshTokens: options.refreshTokens ?? 'single-use',
    newAccessTokenRevokesOld: options.newAccessTokenRevokesOld ?? false,
    pkce: pkce ? 'S256' : false,
    nonce: server.jwks !== undefined,
    authorizationParameters: ({ nonce, ...standard }) => ({
      ...standard,
      // Without the scope openid there is no id_token that could bring it back.
      nonce: standard.scope?.split(' ').includes('openid') ? nonce : undefined,
      resource,
      audience,
      ...options.authorizationParameters,
    }),
    tokenParameters: (purpose) =>
      defined({ resource, audience: purpose === 'device' || purpose === 'client' ? audience : undefined }),
    errors: (code) => errorMeaning(code, authentication),
    ...(accountClaim !== false && told('userInfo') && { identify: readUserInfo(accountClaim) }),
    ...(told('revocation') && { revocation: 'standard' as const }),
    ...(told('deviceAuthorization') && { device: 'standard' as const }),
    // Only an app that can prove who it is gets tokens of its own (RFC 6749 section 4.4).
    ...(authentication !== 'none' && {
      clientCredentials: ({ scopes }) => ({ scope: ownScopes(scopes) }),
    }),
    ...defined({ accessTokenLifetime, refreshTokenLifetime, refreshMargin, refreshTokenExpiry, limits }),
  }
}

/** These two speak of a person who logs in, and servers refuse them from an app by itself. */
function ownScopes(scopes: readonly string[]): string | undefined {
  const own = scopes.filter((scope) => scope !== 'openid' && scope !== 'offline_access')
  return own.length === 0 ? undefined : own.join(' ')
}

function errorMeaning(
  code: string,
  authentication: OAuthProviderDefinition['clientAuth'],
): ErrorMeaning | undefined {
  // RFC 8707 section 2.
  if (code === 'invalid_target') return { kind: 'client', advice: phrase`Check resource and audience.` }
  if (code !== 'invalid_client') return undefined
  if (typeof authentication === 'object') {
    const advice = phrase`Check clientId, privateKey, keyId, and this machine's clock: the proof lives for a minute.`
    return { kind: 'client', advice }
  }
  const advice = phrase`Check clientId and clientSecret, and that the app is registered for ${authentication} (clientAuth).`
  return { kind: 'client', advice, secret: true }
}
