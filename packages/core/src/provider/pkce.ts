import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { OAuthProviderDefinition } from './definition.ts'
import { optionError } from './option-error.ts'

/** The verifier that is the same for every authorization, if the definition has one. @throws ConfigurationError */
export function fixedVerifier(provider: string, pkce: OAuthProviderDefinition['pkce']): string | undefined {
  if (pkce === 'S256' || pkce === 'elsewhere' || pkce === false) return undefined
  if (typeof pkce?.codeVerifier !== 'string' || !/^[\w.~-]{43,128}$/.test(pkce.codeVerifier)) {
    throw optionError(
      provider,
      'pkce.codeVerifier',
      phrase`is not a PKCE verifier`,
      phrase`Expected 43 to 128 letters, digits and the characters - . _ ~ (RFC 7636).`,
    )
  }
  return pkce.codeVerifier
}

/** Nothing is sent without the verifier of a challenge that was made elsewhere: it would spend the code. @throws ConfigurationError */
export function requireVerifier(
  provider: string,
  pkce: OAuthProviderDefinition['pkce'],
  codeVerifier: string | undefined,
): void {
  if (pkce !== 'elsewhere' || codeVerifier) return
  throw new ConfigurationError(
    phrase`Provider ${provider} needs the PKCE verifier that the code was asked for with: give codeVerifier (--code-verifier).`,
    { code: 'missing_verifier', provider },
  )
}
