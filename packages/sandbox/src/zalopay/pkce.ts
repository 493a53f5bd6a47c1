import { createHash, randomBytes } from 'node:crypto'
import type { ZaloPayOptions } from './options.ts'

type Method = NonNullable<ZaloPayOptions['pkce']>

export function makeVerifier(): string {
  return randomBytes(32).toString('base64url')
}

/** As the mini app's SDK makes it; with `either`, the hex one. */
export function challengeOf(verifier: string, method: Method): string {
  const digest = createHash('sha256').update(verifier, 'ascii')
  if (method === 's256') return digest.digest('base64url')
  // The sample of the documentation decodes to 64 hex digits, not to 32 bytes.
  return Buffer.from(digest.digest('hex'), 'ascii').toString('base64url')
}

export function verifierMatches(verifier: string, challenge: string, method: Method): boolean {
  const methods: Method[] = method === 'either' ? ['hex', 's256'] : [method]
  return methods.some((each) => challengeOf(verifier, each) === challenge)
}
