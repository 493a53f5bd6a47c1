import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  webcrypto,
} from 'node:crypto'
import { optionError, type PrivateKeyAuth } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

const curves: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
}

/**
 * The key that the app signs with. What it is decides the algorithm: RS256, or what the `alg` of a JWK says; ES256,
 * ES384, ES512 by the curve; EdDSA.
 * @throws ConfigurationError that never repeats the key
 */
export function privateKeyAuth(provider: string, text: string, keyId: string | undefined): PrivateKeyAuth {
  const jwk = jwkOf(text)
  const key = keyOf(provider, text, jwk)
  const algorithm = algorithmOf(provider, key, jwk?.alg)
  const kid = keyId ?? (typeof jwk?.kid === 'string' ? jwk.kid : undefined)
  const shown = createPublicKey(key).export({ type: 'spki', format: 'der' })
  let imported: Promise<webcrypto.CryptoKey> | undefined
  return {
    privateKey() {
      const secret = key.export({ type: 'pkcs8', format: 'der' })
      imported ??= webcrypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign'])
      return imported
    },
    ...(kid !== undefined && { keyId: kid }),
    fingerprint: createHash('sha256')
      .update(shown)
      .update(kid ?? '')
      .digest('hex'),
  }
}

function jwkOf(text: string): JsonWebKey | undefined {
  try {
    return JSON.parse(text) as JsonWebKey
  } catch {
    return undefined
  }
}

function keyOf(provider: string, text: string, jwk: JsonWebKey | undefined): KeyObject {
  try {
    return jwk === undefined ? createPrivateKey(text) : createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {
    // The error's own text could show a part of the key.
    const remedy = phrase`Expected the PEM text ("-----BEGIN PRIVATE KEY-----" …) or the JSON of a private JWK.`
    throw optionError(provider, 'privateKey', phrase`is not a private key that can be read`, remedy)
  }
}

function algorithmOf(provider: string, key: KeyObject, alg: unknown): webcrypto.RsaHashedImportParams {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === 'rsa') {
    if ((details?.modulusLength ?? 0) < 2048) {
      throw optionError(provider, 'privateKey', phrase`has fewer than 2048 bits`, phrase`Make a longer one.`)
    }
    const [, kind, bits = '256'] = /^(RS|PS)(256|384|512)$/.exec(String(alg ?? 'RS256')) ?? []
    if (kind !== undefined) {
      return { name: kind === 'PS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` }
    }
  }
  const curve = curves[details?.namedCurve ?? '']
  if (type === 'ec' && curve !== undefined) return { name: 'ECDSA', namedCurve: curve } as never
  if (type === 'ed25519') return { name: 'Ed25519' } as never
  const remedy = phrase`Expected RSA, an EC key on P-256, P-384 or P-521, or Ed25519.`
  throw optionError(provider, 'privateKey', phrase`is of a kind that no server takes here`, remedy)
}
