import { notFound } from '../connection/stored-connections.ts'
import { ConfigurationError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Context } from '../refresh/context.ts'
import { isOutlived } from '../refresh/heirs.ts'
import type { HeldLease } from '../refresh/held-lease.ts'
import { withLease } from '../refresh/with-lease.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { type Pair, samePair } from '../store/lease.ts'
import { encodeTombstone, isTombstone, readFacts } from '../tokens/token-record.ts'

export interface ForgetOptions {
  /** The token set that lives on elsewhere: with any other one here, the connection is kept. */
  only?: Pair
}

/** Removes a connection from this store, and leaves a tombstone so that a late answer for it is not stored. */
export async function forgetConnection(
  context: Context,
  connection: string,
  options: ForgetOptions = {},
): Promise<void> {
  try {
    await bury(context, connection, options)
  } catch (error) {
    // A damaged lease can be had by nobody. Whether an answer is still to come cannot be told either.
    const damaged = error instanceof StoreUnavailableError && error.code === 'corrupt_record'
    const dropped = damaged && !options.only && (await dropWithLease(context, connection))
    if (!dropped) throw error
    await bury(context, connection, options, dropped)
  }
}

/** By the list, which tells the tokens without looking at the lease. Answers what was dropped. */
async function dropWithLease({ store }: Context, connection: string): Promise<Pair | undefined> {
  for await (const { id, tokens } of store.list())
    if (id === connection && (await store.drop(id, tokens))) return pairOf(tokens)
  return undefined
}

/** `dropped`: what was there before its lease was found to be damaged. */
async function bury(
  context: Context,
  connection: string,
  { only }: ForgetOptions,
  dropped?: Pair,
): Promise<void> {
  const rescued = await context.rescue.find(connection)
  await withLease(context, connection, async (held) => {
    const pair = held.tokens === undefined ? dropped : pairOf(held.tokens)
    if (pair === undefined && rescued.length === 0) {
      throw notFound(connection)
    }
    if (only && !isLast(only, held, rescued)) {
      throw new ConfigurationError(
        phrase`${connection} is kept: what was exported is not, or not for certain, its newest token set any more. Export it again.`,
        { connection, code: 'tokens_changed' },
      )
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

/** Whether no newer set than this one is stored, rescued, or may have been issued in an answer that was lost. */
function isLast(pair: Pair, { tokens, lease }: HeldLease, rescued: readonly RescuedSet[]): boolean {
  const facts = tokens === undefined ? undefined : readFacts(tokens)
  if (facts === undefined || isTombstone(facts) || !samePair(facts, pair) || samePair(lease.doubt, pair))
    return false
  return rescued.every((set) => samePair(set, pair) || isOutlived(set, { facts }))
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
