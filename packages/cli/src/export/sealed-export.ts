import { phrase } from '@oauth-tokens/core/phrase'
import {
  CompactEncrypt,
  compactDecrypt,
  decodeProtectedHeader,
  errors,
  type ProtectedHeaderParameters,
} from 'jose'
import { UsageError } from '../usage-error.ts'

/** OWASP's advice for PBKDF2-HMAC-SHA512 is 210,000; a file that travels may be attacked for years. */
const rounds = 600_000
/** A file from elsewhere decides how long reading it takes: some two seconds at most. */
const mostRounds = 2_000_000

const alg = 'PBES2-HS512+A256KW'
const enc = 'A256GCM'

/** A compact JWE (RFC 7516, RFC 7518 section 4.8) that whoever has the passphrase can read, with any JOSE library. */
export function sealExport(text: string, passphrase: string): Promise<string> {
  return new CompactEncrypt(Buffer.from(text, 'utf8'))
    .setProtectedHeader({ alg, enc, typ: 'oauth-tokens-export', cty: 'application/x-ndjson' })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(keyOf(passphrase))
}

/** Whether a text is a compact JWE; mail programs may have broken it into lines. */
export function looksSealed(text: string): boolean {
  return text.startsWith('eyJ') && /^[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+\.[\w-]+$/.test(unbroken(text))
}

/** @throws UsageError: it is not a file of ours, or not with this passphrase */
export async function openExport(text: string, passphrase: string, source: string): Promise<string> {
  const jwe = unbroken(text)
  checkHeader(headerOf(jwe, source), source)
  try {
    const { plaintext } = await compactDecrypt(jwe, keyOf(passphrase), {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
      maxPBES2Count: mostRounds,
    })
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext)
  } catch (error) {
    if (error instanceof errors.JWEDecryptionFailed) throw new WrongPassphrase(source)
    throw notOurs(source)
  }
}

/** Asking again may help. */
export class WrongPassphrase extends UsageError {
  constructor(source: string) {
    super(
      phrase`${source} does not open: the passphrase is wrong, or the file is damaged. Nothing was imported.`,
      {
        code: 'wrong_passphrase',
      },
    )
  }
}

function headerOf(jwe: string, source: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(jwe)
  } catch {
    throw notOurs(source)
  }
}

/** Before any work is done for it. */
function checkHeader(header: ProtectedHeaderParameters & { p2c?: unknown }, source: string): void {
  const { p2c } = header
  if (header.alg !== alg || header.enc !== enc) throw notOurs(source)
  if (typeof p2c === 'number' && Number.isInteger(p2c) && p2c > 0 && p2c <= mostRounds) return
  throw new UsageError(
    phrase`${source} is not opened: it asks for another number of rounds than 1 to ${mostRounds}, which no export does. Nothing was imported.`,
    { code: 'invalid_import' },
  )
}

function notOurs(source: string): UsageError {
  return new UsageError(
    phrase`${source} is encrypted, but not as \`oauth-tokens export\` does it (${alg} with ${enc}), or it is damaged. Nothing was imported.`,
    { code: 'invalid_import' },
  )
}

/** The same passphrase is typed as other bytes by other keyboards where letters have marks. */
function keyOf(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.normalize('NFC'), 'utf8')
}

function unbroken(text: string): string {
  return text.replace(/\s+/g, '')
}
