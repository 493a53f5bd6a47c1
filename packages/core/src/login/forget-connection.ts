import { notFound } from '../connection/stored-connections.ts'
import type { Context } from '../refresh/context.ts'
import { withLease } from '../refresh/with-lease.ts'
import type { Pair } from '../store/lease.ts'
import { encodeTombstone, isTombstone, readFacts } from '../tokens/token-record.ts'

/** Removes a connection from this store, and leaves a tombstone so that a late answer for it is not stored. */
export async function forgetConnection(context: Context, connection: string): Promise<void> {
  const rescued = await context.rescue.find(connection)
  await withLease(context, connection, async (held) => {
    const pair = held.tokens === undefined ? undefined : pairOf(held.tokens)
    if (pair === undefined && rescued.length === 0) {
      throw notFound(connection)
    }
    const forgottenAt = context.clock.now()
    const tombstone = encodeTombstone({
      connection,
      ...(pair ?? { lineage: '', generation: 0 }),
      forgottenAt,
    })
    const closing = held.close({ doubt: null, dead: null, backoff: null })
    // All writers take the lease; only a holder that lost it may still save, and then the new bytes are replaced.
    let previous = held.tokens
    while (!(await context.store.save(connection, previous, tombstone, closing))) {
      previous = (await context.store.read(connection)).tokens
    }
  })
  context.known.delete(connection)
  for (const set of rescued) await context.rescue.remove(set)
  await context.store.writeHistory(connection, undefined)
}

/** The stored pair; undefined for a tombstone. A record that cannot be read can be forgotten all the same. */
function pairOf(tokens: string): Pair | undefined {
  try {
    const facts = readFacts(tokens)
    return isTombstone(facts) ? undefined : { lineage: facts.lineage, generation: facts.generation }
  } catch {
    return { lineage: '', generation: 0 }
  }
}
