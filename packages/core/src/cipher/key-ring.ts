import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'

export interface Key {
  /** Public name of the key: part of a hash of it. */
  id: string
  secret: KeyObject
  fingerprintSecret: KeyObject
}

/** A new key: 32 random bytes, base64url. */
export function generateKey(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether a text is 32 bytes of base64url. */
export function isKey(text: string): boolean {
  return /^[\w-]{43}=?$/.test(text)
}

/** Parses keys; the first seals, all open. @throws ConfigurationError when one is no 32-byte base64url text. */
export function keyRing(keys: readonly string[]): readonly [Key, ...Key[]] {
  const [first, ...rest] = keys.map(key)
  if (!first)
    throw new ConfigurationError(phrase`No encryption key was given. ${howToMakeOne}`, {
      code: 'missing_key',
    })
  return [first, ...rest]
}

export function fingerprint(text: string, key: Key): string {
  return `${key.id}.${createHmac('sha256', key.fingerprintSecret).update(text).digest('base64url')}`
}

export function fingerprintMatches(text: string, known: string, keys: readonly Key[]): boolean {
  const maker = keys.find((each) => known.startsWith(`${each.id}.`))
  if (!maker) return false
  const made = Buffer.from(fingerprint(text, maker))
  const given = Buffer.from(known)
  return made.length === given.length && timingSafeEqual(made, given)
}

const howToMakeOne = phrase`Make one with \`oauth-tokens keys generate\` and give it as OAUTH_TOKENS_KEY or encryptionKeys.`

function key(text: string, index: number): Key {
  const secret = Buffer.from(text.trim(), 'base64url')
  if (!isKey(text.trim())) {
    throw new ConfigurationError(
      phrase`Encryption key ${index + 1} is not usable: expected 32 bytes as 43 base64url characters, received ${text.trim().length} characters. ${howToMakeOne}`,
      { code: 'invalid_key' },
    )
  }
  return {
    id: createHash('sha256').update('oauth-tokens key id').update(secret).digest('base64url').slice(0, 16),
    secret: createSecretKey(secret),
    // Another key for digests, so that no secret serves two algorithms.
    fingerprintSecret: createSecretKey(
      Buffer.from(hkdfSync('sha256', secret, '', 'oauth-tokens fingerprint', 32)),
    ),
  }
}
