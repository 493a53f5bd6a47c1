import { liveFacts } from './connection/stored-connections.ts'
import { type Pair, samePair } from './store/lease.ts'
import type { TokenStore } from './store/token-store.ts'
import { freshUntil } from './tokens/freshness.ts'
import type { TokenRecord } from './tokens/token-record.ts'

/** A token set in memory, with what the fresh path compares. */
export interface HotToken extends Pair {
  accessToken: string
  /** Epoch ms. */
  freshUntil: number
  record: TokenRecord
  unsaved: boolean
}

/** The token sets that this process used last, bounded. */
export interface HotTokens {
  get(connection: string): HotToken | undefined
  /** `connection` is the caller's own string: a look-up by the very same one compares no characters. */
  set(connection: string, record: TokenRecord, margin: number | undefined, unsaved: boolean): void
  delete(connection: string): void
}

export function hotTokens(size: number): HotTokens {
  const tokens = new Map<string, HotToken>()
  return {
    get: (connection) => tokens.get(connection),
    set(connection, record, margin, unsaved) {
      const { facts, secrets } = record
      const { lineage, generation } = facts
      const hot: HotToken = {
        lineage,
        generation,
        accessToken: secrets.accessToken,
        freshUntil: secrets.accessToken === '' ? 0 : freshUntil(facts, margin),
        record,
        unsaved,
      }
      // A Map keeps the order of insertion: what was refreshed longest ago goes first.
      tokens.delete(connection)
      tokens.set(connection, hot)
      if (tokens.size > size) {
        for (const oldest of tokens.keys()) {
          tokens.delete(oldest)
          break
        }
      }
    },
    delete: (connection) => {
      tokens.delete(connection)
    },
  }
}

/** Drops what is in memory when the store has another set, or a doubt about this one. Never fails. */
export async function revalidate(hot: HotTokens, store: TokenStore, connection: string): Promise<void> {
  const seen = hot.get(connection)
  if (!seen) return
  try {
    const { tokens, lease } = await store.read(connection)
    // Gone without a tombstone: the store lost it, and what is in memory may be all that is left.
    if (tokens === undefined) return
    const pair = liveFacts(tokens)
    // Ours may be on its way to the store.
    const ahead = pair?.lineage === seen.lineage && seen.generation > pair.generation
    const questioned = samePair(lease.doubt, seen) || samePair(lease.dead, seen)
    const stale = questioned || (!samePair(pair, seen) && !ahead)
    if (stale && hot.get(connection) === seen) hot.delete(connection)
  } catch {
    // Unreachable, or not readable: a token that is valid by its expiry is better than none.
  }
}
