import { createHash } from 'node:crypto'

/** A name for a token that gives nothing away: the first 12 hex digits of its SHA-256. */
export function credentialId(credential: string): string {
  return createHash('sha256').update(credential).digest('hex').slice(0, 12)
}
