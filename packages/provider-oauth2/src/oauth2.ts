import { defineOAuthProvider, issuerUrl, optionError, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { discoveredProvider } from './discovered-provider.ts'
import type { OAuth2Options } from './oauth2-options.ts'
import { serverDefinition } from './server-definition.ts'

/** What each login makes anew, or what other options say. */
const ownParameters = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
]

/**
 * An app at any standard OAuth 2.0 or OpenID Connect server.
 * @throws ConfigurationError when an option is missing or wrong; what is wrong with the server is told at its first use
 */
export function oauth2(options: OAuth2Options): ProviderAdapter {
  check(options)
  const { issuer, endpoints, id } = options
  if (issuer !== undefined) return discoveredProvider(options, issuerUrl(id, issuer).href)
  const { token } = endpoints ?? {}
  if (token === undefined) {
    const remedy = phrase`Expected the name of the server, an https URL; or endpoints, with at least token.`
    throw optionError(id, 'issuer', phrase`is missing`, remedy)
  }
  return defineOAuthProvider(serverDefinition(options, { endpoints: { token } }))
}

function check(options: OAuth2Options): void {
  const { id, authorizationParameters = {}, accountClaim, refreshTokens } = options
  if (typeof id !== 'string' || id === '') {
    throw optionError('oauth2', 'id', phrase`is missing`, phrase`Name the server, for example acme.`)
  }
  if ('baseUrl' in options && options.baseUrl !== undefined) {
    throw optionError(
      id,
      'baseUrl',
      phrase`is not used here`,
      phrase`Give the issuer or the endpoints of the other server.`,
    )
  }
  for (const name of Object.keys(authorizationParameters)) {
    if (!ownParameters.includes(name)) continue
    const remedy = phrase`It is made anew for each login, or has an option of its own.`
    throw optionError(id, `authorizationParameters.${name}`, phrase`cannot be set`, remedy)
  }
  if (refreshTokens !== undefined && !['single-use', 'reusable'].includes(refreshTokens)) {
    throw optionError(id, 'refreshTokens', phrase`is unknown`, phrase`Expected single-use or reusable.`)
  }
  if (accountClaim === '') {
    throw optionError(id, 'accountClaim', phrase`is empty`, phrase`Expected the name of a claim, or false.`)
  }
}
