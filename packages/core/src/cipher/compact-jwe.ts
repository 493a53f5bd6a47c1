import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

/**
 * Compact JWE (RFC 7516), `dir` with `A256GCM` (RFC 7518) and nothing else. By node:crypto, because WebCrypto, which
 * JOSE libraries use, takes several times as long as the whole call of a provider that answers at once.
 */

export type ProtectedHeader = Record<string, unknown>

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

let random = Buffer.alloc(0)
let used = 0

/** Never the same twice: random, fetched for many at once, because each fetch costs as much as sealing. */
function newIv(): Buffer {
  if (used === random.length) {
    random = randomBytes(ivLength * 256)
    used = 0
  }
  used += ivLength
  return random.subarray(used - ivLength, used)
}

export function encryptCompact(
  plaintext: string,
  header: ProtectedHeader & { alg: 'dir'; enc: 'A256GCM' },
  key: KeyObject,
): string {
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url')
  const iv = newIv()
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(protectedHeader, 'latin1'))
  const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()])
  const parts = [iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  // No encrypted key: `dir` uses the shared one.
  return `${protectedHeader}..${parts.join('.')}`
}

/** The header as it says itself, before anything is proven. @throws when it is no compact JWE */
export function readProtectedHeader(jwe: string): ProtectedHeader {
  const [first = '', ...rest] = jwe.split('.')
  if (rest.length !== 4) throw new Error('A compact JWE has five parts')
  const header: unknown = JSON.parse(bytesOf(first).toString())
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new Error('The header of a JWE is an object')
  }
  return header as ProtectedHeader
}

/** `header`: as it was read from this very text. @throws when it does not authenticate, or was made in any other way than here */
export function decryptCompact(
  jwe: string,
  key: KeyObject,
  header: ProtectedHeader = readProtectedHeader(jwe),
): string {
  const { alg, enc, crit, zip } = header
  // Extensions that must be understood, and compression: we never write either.
  if (alg !== 'dir' || enc !== 'A256GCM' || crit !== undefined || zip !== undefined) {
    throw new Error('Another algorithm than dir with A256GCM')
  }
  const [protectedHeader = '', encryptedKey, ...parts] = jwe.split('.')
  const [iv, ciphertext, tag] = parts.map(bytesOf) as [Buffer, Buffer, Buffer]
  // A shorter tag would be easier to forge.
  if (encryptedKey !== '' || iv.length !== ivLength || tag.length !== tagLength) {
    throw new Error('A part of the JWE has the wrong length')
  }
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(protectedHeader, 'latin1'))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString()
}

/** Strictly: `Buffer` would pass over what is no base64url, and two texts would be one record. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new Error('Not base64url')
  return bytes
}
