import { type OAuthProviderDefinition, optionError } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import type { ClientAuthMethod, OAuth2Options } from './oauth2-options.ts'
import { privateKeyAuth } from './private-key.ts'
import type { KnownServer } from './server-definition.ts'

const methods: readonly ClientAuthMethod[] = [
  'client_secret_basic',
  'client_secret_post',
  'none',
  'private_key_jwt',
]

/** How the app authenticates. @throws ConfigurationError when that does not fit what is given, or the server */
export function clientAuthMethod(options: OAuth2Options, server: KnownServer): ClientAuthMethod {
  const { id, clientAuth, clientSecret, privateKey } = options
  const wrong = (problem: Phrase, remedy: Phrase) => optionError(id, 'clientAuth', problem, remedy)
  if (clientAuth !== undefined && !methods.includes(clientAuth)) {
    throw wrong(phrase`is unknown`, phrase`Expected one of ${methods.join(', ')}.`)
  }
  const method = clientAuth ?? usual(options, server)
  if (method === 'private_key_jwt' && privateKey === undefined) {
    throw optionError(id, 'privateKey', phrase`is missing`, phrase`private_key_jwt signs with it.`)
  }
  if (method !== 'private_key_jwt' && privateKey !== undefined) {
    throw wrong(phrase`is ${method}, and there is a privateKey`, phrase`Leave one out.`)
  }
  if (method === 'none' && clientSecret !== undefined) {
    throw wrong(phrase`is none, and there is a clientSecret`, phrase`Leave one out.`)
  }
  return method
}

export function clientAuth(
  options: OAuth2Options,
  server: KnownServer,
): OAuthProviderDefinition['clientAuth'] {
  const method = clientAuthMethod(options, server)
  const { id, privateKey, keyId, assertionAudience } = options
  if (method !== 'private_key_jwt' || privateKey === undefined) return method as 'none'
  // The issuer, and nothing else, is what RFC 7523's revision asks for; without one the token endpoint is all there is.
  const audience = assertionAudience ?? server.issuer
  return { ...privateKeyAuth(id, privateKey, keyId), ...(audience !== undefined && { audience }) }
}

function usual(
  { id, clientSecret, privateKey }: OAuth2Options,
  { clientAuthMethods }: KnownServer,
): ClientAuthMethod {
  if (privateKey !== undefined) {
    if (clientSecret === undefined) return 'private_key_jwt'
    throw optionError(
      id,
      'clientSecret',
      phrase`is given beside privateKey`,
      phrase`Leave one out, or set clientAuth.`,
    )
  }
  if (clientSecret === undefined) return 'none'
  // A server that does not tell takes Basic: it must (RFC 6749 section 2.3.1), and RFC 8414 section 2 says so too.
  const told = clientAuthMethods ?? ['client_secret_basic']
  const method = (['client_secret_basic', 'client_secret_post'] as const).find((one) => told.includes(one))
  if (method !== undefined) return method
  throw optionError(
    id,
    'clientSecret',
    phrase`is not what this server authenticates apps by`,
    phrase`Set clientAuth, or use a privateKey: see token_endpoint_auth_methods_supported in its discovery document.`,
  )
}
