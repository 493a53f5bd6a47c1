import { ConfigurationError } from '../errors.ts'
import { joined, phrase, type Said } from '../phrase.ts'
import type { OAuthProviderDefinition } from './definition.ts'
import { optionError } from './option-error.ts'
import type { AuthorizationRequest } from './provider.ts'
import type { Settings } from './settings.ts'

/** What an authorization needs of the configuration. @throws ConfigurationError that says what is missing */
export function requireAuthorization(
  definition: OAuthProviderDefinition,
  settings: Settings,
  request: AuthorizationRequest,
): string {
  const { id, redirectUri } = settings
  if (redirectUri === undefined)
    throw optionError(id, 'redirectUri', phrase`is missing`, definition.help?.redirectUri)
  if (definition.scopes === false && request.scopes?.length) {
    const remedy = definition.help?.scopes ?? phrase`Ask without scopes.`
    throw new ConfigurationError(joined([phrase`Provider ${id} has no scopes to ask for.`, remedy]), {
      code: 'invalid_option',
      provider: id,
    })
  }
  return redirectUri
}

/** Whoever asks for a link is told where a login begins instead. */
export function noConsentPage(provider: string, codesFrom: Said): ConfigurationError {
  return new ConfigurationError(
    joined([phrase`Provider ${provider} has no consent page of its own.`, codesFrom]),
    { code: 'no_consent_page', provider },
  )
}

/** The query of the consent page in standard words. */
export function authorizationParameters(
  definition: OAuthProviderDefinition,
  settings: Settings,
  request: AuthorizationRequest,
  codeChallenge: string | undefined,
  nonce: string | undefined,
): Record<string, string | undefined> {
  const scope = (request.scopes ?? settings.scopes).join(definition.scopeSeparator ?? ' ')
  const standard: Record<string, string> = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri ?? '',
    ...(scope !== '' && { scope }),
    state: request.state,
    ...(nonce !== undefined && { nonce }),
    ...(codeChallenge !== undefined && { code_challenge: codeChallenge, code_challenge_method: 'S256' }),
  }
  return definition.authorizationParameters?.(standard) ?? standard
}
