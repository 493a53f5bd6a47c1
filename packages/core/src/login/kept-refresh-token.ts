import type { Cipher } from '../cipher/cipher.ts'
import { isDead } from '../store/lease.ts'
import type { StoredConnection } from '../store/token-store.ts'
import { decodeRecord, type TokenFacts, type TokenRecord } from '../tokens/token-record.ts'

/**
 * A login's record with the refresh token that the connection had before, where the answer brought none: some providers
 * give one at the first consent only, and it goes on being good.
 */
export async function withKeptRefreshToken(
  record: TokenRecord,
  { tokens, lease }: Pick<StoredConnection, 'tokens' | 'lease'>,
  before: TokenFacts,
  cipher: Cipher,
): Promise<TokenRecord> {
  const { facts, secrets } = record
  const refused = isDead(lease.dead, before)
  if (tokens === undefined || refused || secrets.refreshToken !== undefined) return record
  // An old set that cannot be read must not cost the new one.
  const old = await decodeRecord(tokens, cipher, facts.connection).catch(() => undefined)
  const refreshToken = old?.secrets.refreshToken
  // It is good for the client alone that it was given to.
  if (refreshToken === undefined || old?.secrets.clientId !== secrets.clientId) return record
  const { refreshExpiresAt } = before
  return {
    facts: { ...facts, refreshable: true, ...(refreshExpiresAt !== undefined && { refreshExpiresAt }) },
    secrets: { ...secrets, refreshToken },
  }
}
