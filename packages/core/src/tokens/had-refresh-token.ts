import type { Cipher } from '../cipher/cipher.ts'
import type { TokenFacts } from './token-record.ts'

/** Whether a refresh token is the one of a set, or was the one of a set before it: known by keyed digests. */
export function hadRefreshToken(
  { grant, spent = [] }: TokenFacts,
  refreshToken: string,
  cipher: Cipher,
): boolean {
  return [...spent, grant ?? ''].some((digest) => cipher.matches(refreshToken, digest))
}
