import { createHash, randomBytes } from 'node:crypto'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

/** `hex`: base64url of the hex text of the digest. `S256`: base64url of the digest itself, as in RFC 7636. */
export type ZaloPayChallengeForm = 'hex' | 'S256'

/** A new PKCE verifier of 43 characters. Keep it secret until the code is exchanged. @see RFC 7636 section 4.1 */
export function zalopayCodeVerifier(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * The `codeChallenge` for `getOauthV1Code`. Only for pairs that are made outside of the mini app: its SDK makes its own.
 * @throws ConfigurationError when the verifier holds a character that ZaloPay does not allow
 */
export function zalopayCodeChallenge(verifier: string, form: ZaloPayChallengeForm = 'hex'): string {
  if (typeof verifier !== 'string' || !/^[\w.~-]+$/.test(verifier)) {
    throw new ConfigurationError(
      phrase`The verifier is no PKCE verifier: expected letters, digits and the characters - . _ ~ (RFC 7636).`,
      { code: 'invalid_verifier' },
    )
  }
  if (form !== 'hex' && form !== 'S256') {
    throw new ConfigurationError(phrase`The form of the challenge is unknown: expected "hex" or "S256".`, {
      code: 'invalid_challenge_form',
    })
  }
  const digest = createHash('sha256').update(verifier, 'ascii').digest()
  // The documented sample is base64url of 64 hex digits, and no parameter tells ZaloPay which form was used.
  return form === 'S256'
    ? digest.toString('base64url')
    : Buffer.from(digest.toString('hex')).toString('base64url')
}
