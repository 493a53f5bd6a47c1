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

/** As it stands in a JWE, before its first dot. */
export function encodeHeader(header: ProtectedHeader & { alg: 'dir'; enc: 'A256GCM' }): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url')
}

/** `protectedHeader`: encoded. */
export function encryptCompact(plaintext: string, protectedHeader: string, key: KeyObject): string {
  const iv = newIv()
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagLength })
  cipher.setAAD(Buffer.from(protectedHeader, 'latin1'))
  const ciphertext = cipher.update(plaintext, 'utf8')
  // GCM is a stream: nothing is left over for the end.
  cipher.final()
  // No encrypted key: `dir` uses the shared one.
  return `${protectedHeader}..${text(iv)}.${text(ciphertext)}.${text(cipher.getAuthTag())}`
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

/** @throws unless it is the one way of sealing that is used here */
export function assertOurWay({ alg, enc, crit, zip }: ProtectedHeader): void {
  // Extensions that must be understood, and compression: we never write either.
  if (alg !== 'dir' || enc !== 'A256GCM' || crit !== undefined || zip !== undefined) {
    throw new Error('Another algorithm than dir with A256GCM')
  }
}

/** What its header says is for the caller to judge before. @throws when it does not authenticate, or has another form */
export function decryptCompact(jwe: string, key: KeyObject): string {
  const [protectedHeader = '', encryptedKey, ...parts] = jwe.split('.')
  const [iv, ciphertext, tag] = parts.map(bytesOf)
  // A shorter tag would be easier to forge.
  if (encryptedKey !== '' || parts.length !== 3 || iv?.length !== ivLength || tag?.length !== tagLength) {
    throw new Error('A part of the JWE is missing or has the wrong length')
  }
  const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(protectedHeader, 'latin1'))
  decipher.setAuthTag(tag)
  const plaintext = decipher.update(ciphertext as Buffer)
  // Adds nothing, and throws unless the tag is right: until then what was opened is nobody's.
  decipher.final()
  return plaintext.toString()
}

function text(bytes: Buffer): string {
  return bytes.toString('base64url')
}

/** Strictly: `Buffer` would pass over what is no base64url, and two texts would be one record. */
function bytesOf(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64url')
  if (text(bytes) !== encoded) throw new Error('Not base64url')
  return bytes
}
