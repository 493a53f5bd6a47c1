import {
  defineOAuthProvider,
  type OAuthProviderDefinition,
  type ProviderAdapter,
  type ProviderOptions,
} from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { checkDeclaration } from './check-declaration.ts'
import type { ProviderDeclaration } from './declaration.ts'
import { deadTokenReader, errorMeanings } from './error-meanings.ts'
import { identification } from './identity.ts'
import { filled, shaped } from './request-shape.ts'
import { tokenBodyReader } from './token-body.ts'
import { credentialsOf } from './written-credentials.ts'

/** The settings of one app there. `id` names it: the first part of connection ids. */
export type DeclaredProviderOptions = ProviderOptions & { id: string }

const noCodes = phrase`It gives tokens to the app itself, or they are imported.`

/** What is passed on as it stands. */
const asDeclared = [
  'accessTokenLifetime',
  'limits',
  'refreshMargin',
  'refreshTokenExpiry',
  'refreshTokenLifetime',
  'refreshTokensPerAccount',
  'scopeSeparator',
] as const

/**
 * A provider of your own in data: gives a function of options, as the built-in providers are.
 *
 * @example
 * const acme = declareProvider({
 *   endpoints: { authorization: 'https://id.acme.example/authorize', token: 'https://id.acme.example/token' },
 *   fields: { accessToken: 'data.access_token', refreshToken: 'data.refresh_token', expiresIn: 'data.expires_in' },
 *   errors: { deadGrant: ['40013'] },
 * })
 * const tokens = createTokenManager({ providers: [acme({ id: 'acme', clientId, clientSecret, redirectUri })] })
 * @throws ConfigurationError, like the function that it gives, when something is missing or wrong
 */
export function declareProvider(
  declaration: ProviderDeclaration,
): (options: DeclaredProviderOptions) => ProviderAdapter {
  checkDeclaration(declaration)
  return (options) => defineOAuthProvider(definitionOf(declaration, options))
}

function definitionOf(
  declaration: ProviderDeclaration,
  options: DeclaredProviderOptions,
): OAuthProviderDefinition {
  const { endpoints, authorizationRequest, tokenRequest, callback, errors, header, pkce = true } = declaration
  const deadToken = deadTokenReader(declaration)
  return {
    adapter: declaration.name ?? 'declared',
    options,
    endpoints,
    resourceHosts: declaration.resourceHosts ?? [],
    clientAuth: credentialsOf(declaration, options.clientSecret !== undefined),
    requestBody: tokenRequest?.body ?? 'form',
    ...(tokenRequest?.add && { tokenParameters: () => tokenRequest.add ?? {} }),
    ...((declaration.fields || errors?.success) && { dialect: tokenBodyReader(declaration) }),
    ...(errors && { errors: errorMeanings(errors) }),
    ...(deadToken && { deadToken }),
    refreshTokens: declaration.refreshTokens ?? 'single-use',
    newAccessTokenRevokesOld: declaration.newAccessTokenRevokesOld ?? false,
    // Where codes are made elsewhere, so is the pair.
    pkce: pkce ? (endpoints.authorization === undefined ? 'elsewhere' : 'S256') : false,
    ...(endpoints.authorization === undefined && { codesFrom: declaration.codesFrom ?? noCodes }),
    ...(declaration.scopes !== undefined && { scopes: declaration.scopes }),
    ...(authorizationRequest && {
      authorizationParameters: (standard) => shaped(Object.entries(standard), authorizationRequest),
    }),
    ...(callback && { readCallback: callbackReader(callback) }),
    ...identification(declaration),
    ...(header && {
      header: (accessToken) => ({
        name: header.name,
        value: filled(header.value ?? '{accessToken}', { accessToken }),
      }),
    }),
    ...(endpoints.revocation !== undefined && { revocation: 'standard' as const }),
    ...(endpoints.deviceAuthorization !== undefined && { device: 'standard' as const }),
    ...(declaration.clientCredentials && {
      clientCredentials: ({ scopes }) => ({
        scope: scopes.join(declaration.scopeSeparator ?? ' ') || undefined,
      }),
    }),
    ...Object.fromEntries(
      asDeclared.map((name) => [name, declaration[name]]).filter(([, value]) => value !== undefined),
    ),
  }
}

/** A parameter given twice is an attack or a mistake, under any name: nothing of it is read. */
function callbackReader(
  callback: NonNullable<ProviderDeclaration['callback']>,
): NonNullable<OAuthProviderDefinition['readCallback']> {
  return (query, standard) => {
    const read = { ...standard }
    for (const name of ['code', 'state'] as const) {
      const own = callback[name]
      const [value, ...more] = own === undefined ? [] : query.getAll(own)
      if (more.length > 0) delete read[name]
      else if (value) read[name] = value
    }
    return read
  }
}
