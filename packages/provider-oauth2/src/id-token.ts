import { AuthorizationError, boundedFetch, ProviderUnavailableError } from '@oauth-tokens/core'
import { joined, type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose'

/** Who made an id_token, and for whom. */
interface Expected {
  provider: string
  issuer: string
  /** The client id. */
  audience: string
  /** Where the issuer's keys are. */
  jwks: string
}

export type IdTokenVerifier = (idToken: string, nonce: string | undefined) => Promise<JWTPayload>

/** Made with a key pair: a shared secret would have to be on every machine that checks. */
const algorithms = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((bits) => kind + bits))

/** Seconds: as much as clocks may differ before anybody is told to set theirs. */
const clockTolerance = 300

/** Milliseconds for asking for the keys. */
const patience = 10_000

/** What says that a token is wrong; any other failure is one of fetching the keys. */
const speaksOfToken = /^ERR_(JWT|JWS|JOSE_ALG|JOSE_NOT|JWKS_NO|JWKS_MULTIPLE)/

/**
 * Checks id_tokens as OpenID Connect Core 1.0 section 3.1.3.7 asks: signature, issuer, audience, expiry, nonce. Keeps
 * the issuer's keys, and asks for them again when a token names one that is not among them.
 */
export function idTokenVerifier({ provider, issuer, audience, jwks }: Expected): IdTokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwks), {
    [customFetch]: boundedFetch(patience),
    timeoutDuration: patience,
    // A key that was made just now must not cost a login; nobody but the token endpoint can bring tokens here.
    cooldownDuration: 1_000,
  })
  const options = {
    issuer,
    audience,
    algorithms: [...algorithms, 'EdDSA', 'Ed25519'],
    clockTolerance,
    requiredClaims: ['sub', 'exp', 'iat'],
  }
  return async (idToken, nonce) => {
    const { payload } = await jwtVerify(idToken, keys, options).catch((error: unknown) => {
      throw failure(provider, error)
    })
    if (nonce !== undefined && payload['nonce'] !== nonce) throw untrusted(provider, 'nonce')
    // One of several audiences is not enough: it must have been made for this app.
    const shared = Array.isArray(payload.aud) && payload.aud.length > 1
    if (shared && payload['azp'] !== audience) throw untrusted(provider, 'azp')
    return payload
  }
}

function failure(provider: string, error: unknown): AuthorizationError | ProviderUnavailableError {
  const code = error instanceof errors.JOSEError ? error.code : undefined
  if (code !== undefined && speaksOfToken.test(code)) {
    const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : undefined
    if (error instanceof errors.JWTExpired)
      return untrusted(provider, 'exp', phrase`Check this machine's clock.`)
    return untrusted(provider, claim ?? code)
  }
  const cause = { name: 'Keys', code: code ?? 'keys_unreachable' }
  return new ProviderUnavailableError(
    phrase`The keys of ${provider} could not be fetched, so that its id_token could not be checked (${cause.code}). Try again later.`,
    { provider, code: 'identity_unavailable', cause },
  )
}

function untrusted(provider: string, what: string, ...advice: Phrase[]): AuthorizationError {
  return new AuthorizationError(
    joined([phrase`The id_token of ${provider} cannot be trusted (${what}). Nothing was stored.`, ...advice]),
    { provider, code: 'id_token_invalid', cause: { name: 'IdToken', code: what } },
  )
}
