import type { ProviderAdapter } from '../provider/provider.ts'
import type { TokenRecord } from '../tokens/token-record.ts'

/**
 * A warning when the next login of this account makes the last refresh token that its provider keeps, and the one after
 * it ends the oldest. Counted are those that this store has seen: a reusable token is followed only by a login's.
 */
export function manyRefreshTokens(
  { id, refreshTokens, refreshTokensPerAccount: most }: ProviderAdapter,
  { facts, secrets }: TokenRecord,
): string | undefined {
  if (most === undefined || refreshTokens !== 'reusable' || secrets.refreshToken === undefined)
    return undefined
  const { connection, grant, spent = [] } = facts
  // `grant` is the token before this login, as long as the record was not sealed.
  const made = spent.length + (grant === undefined ? 0 : 1) + 1
  if (made < most - 1) return undefined
  return (
    `${connection}: ${made} refresh tokens were made by logins here, and ${id} keeps ${most} of one account; one more ends the ` +
    'oldest, even if another program uses it. Do not log in again unless it is asked for.'
  )
}
