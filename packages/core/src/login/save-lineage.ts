import { LeaseTimeoutError, StoreUnavailableError } from '../errors.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { saveNew } from '../refresh/save-new.ts'
import { withLease } from '../refresh/with-lease.ts'
import {
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenFacts,
  type TokenRecord,
  type Tombstone,
} from '../tokens/token-record.ts'
import { withKeptRefreshToken } from './kept-refresh-token.ts'

/**
 * Stores the first set of a new lineage, over whatever the connection held. A store that does not take it leaves it
 * in the rescue folder, and in the worst case in this process. With `keep`, a refresh token that goes on being good
 * stays where the new answer has none.
 */
export async function saveLineage(
  context: Context,
  record: TokenRecord,
  action: 'login' | 'import',
  keep?: Pick<ProviderAdapter, 'refreshTokens'>,
): Promise<TokenRecord> {
  const { connection, lineage, generation, issuedAt } = record.facts
  const cipher = await context.cipher()
  const started = context.clock.monotonic()
  const set = { connection, lineage, generation, issuedAt, replaces: 'anything' } as const
  let saved = record
  try {
    await withLease(context, connection, async (held) => {
      const facts = held.tokens === undefined ? undefined : readable(held.tokens)
      if (facts && !isTombstone(facts)) {
        const reusable = keep?.refreshTokens === 'reusable'
        saved = successor(reusable ? await withKeptRefreshToken(record, held, facts, cipher) : record, facts)
      }
      const parent =
        held.tokens === undefined
          ? null
          : {
              pair: { lineage: facts?.lineage ?? '', generation: facts?.generation ?? 0 },
              tokens: held.tokens,
            }
      const tokens = await encodeRecord(saved, cipher)
      await saveNew(
        context,
        { ...set, tokens, parent },
        held.close({ doubt: null, dead: null, backoff: null }),
      )
    })
  } catch (error) {
    if (!(error instanceof StoreUnavailableError || error instanceof LeaseTimeoutError)) throw error
    await saveNew(context, { ...set, tokens: await encodeRecord(saved, cipher) })
  }
  context.emit({ type: 'issued', connection, generation })
  const duration = Math.round(context.clock.monotonic() - started)
  context.remember(connection, { action, why: action, outcome: 'issued', generation, duration })
  return saved
}

/** Undefined for a record that is damaged: a new login is what helps then. */
function readable(tokens: string): TokenFacts | Tombstone | undefined {
  try {
    return readFacts(tokens)
  } catch {
    return undefined
  }
}

/** The same connection goes on: it keeps the day of its first login, and which refresh tokens are spent. */
function successor(record: TokenRecord, { createdAt, grant, spent }: TokenFacts): TokenRecord {
  const facts = { ...record.facts, createdAt, ...(grant && { grant }), ...(spent && { spent }) }
  return { ...record, facts }
}
