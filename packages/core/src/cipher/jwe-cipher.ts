import { ConfigurationError, StoreUnavailableError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'
import type { Cipher, SealedHeader } from './cipher.ts'
import {
  assertOurWay,
  decryptCompact,
  encodeHeader,
  encryptCompact,
  type ProtectedHeader,
  readProtectedHeader,
} from './compact-jwe.ts'
import { fingerprint, fingerprintMatches, type Key, keyRing } from './key-ring.ts'

/**
 * Records as compact JWE (RFC 7516), `dir` with `A256GCM` and nothing else. What the record says of itself is in
 * the protected header, so that nobody can pass one record off as another.
 */
export function jweCipher(keys: readonly string[]): Cipher {
  const ring = keyRing(keys)
  const [first] = ring

  return {
    keyIds: ring.map(({ id }) => id),
    compact: true,

    async seal(plaintext, header) {
      return encryptCompact(plaintext, encodedHeader(header, first), first.secret)
    },

    async open(sealed, expected) {
      // Nearly always it is the very header that would be written now: then there is nothing to judge in it.
      const asWritten = sealed.startsWith(`${encodedHeader(expected, first)}.`)
      const header = asWritten ? undefined : protectedHeader(sealed, expected)
      const key = header ? keyOf(header, expected, ring) : first
      try {
        if (header) assertOurWay(header)
        return decryptCompact(sealed, key.secret)
      } catch {
        throw corrupt(expected, phrase`it does not authenticate`)
      }
    },

    keyIdOf(sealed) {
      try {
        const { kid } = readProtectedHeader(sealed)
        return typeof kid === 'string' ? kid : undefined
      } catch {
        return undefined
      }
    },

    fingerprint: (text) => fingerprint(text, first),
    fingerprints: (text) => ring.map((key) => fingerprint(text, key)),
    matches: (text, known) => fingerprintMatches(text, known, ring),
  }
}

function encodedHeader(header: SealedHeader, { id }: Key): string {
  return encodeHeader({ alg: 'dir', enc: 'A256GCM', kid: id, ...claims(header) })
}

/** The key that a header names, after everything else that it says was found to be as expected. */
function keyOf(header: ProtectedHeader, expected: SealedHeader, ring: readonly Key[]): Key {
  const key = ring.find(({ id }) => id === header['kid'])
  if (!key) {
    throw new ConfigurationError(
      phrase`${describe(expected)} was encrypted with key ${String(header['kid']).slice(0, 32)}, which is not in the key ring (it has ${ring.map(({ id }) => id).join(', ')}). Add that key to OAUTH_TOKENS_KEY or encryptionKeys; nothing was changed.`,
      { code: 'unknown_key' },
    )
  }
  for (const [name, value] of Object.entries(claims(expected))) {
    if (header[name] !== value) throw corrupt(expected, phrase`its ${name} is not what it was stored under`)
  }
  return key
}

function claims({ subject, kind, lineage, generation }: SealedHeader): Record<string, string | number> {
  return {
    sub: subject,
    typ: `oauth-tokens.${kind}`,
    ...(lineage !== undefined && { lin: lineage }),
    ...(generation !== undefined && { gen: generation }),
  }
}

function protectedHeader(sealed: string, expected: SealedHeader): ProtectedHeader {
  try {
    return readProtectedHeader(sealed)
  } catch {
    throw corrupt(expected, phrase`it is no JWE`)
  }
}

function describe({ kind, subject }: SealedHeader): Phrase {
  return kind === 'tokens' ? phrase`The record of ${subject}` : phrase`A login in progress`
}

function corrupt(expected: SealedHeader, why: Phrase): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`${describe(expected)} cannot be read: ${why}. Nothing was changed. Restore the store from a backup, or log in again.`,
    { code: 'corrupt_record' },
  )
}
