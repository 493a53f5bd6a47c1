import pRetry from 'p-retry'
import { LeaseTimeoutError, OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { type Pair, samePair } from '../store/lease.ts'
import type { Closing } from '../store/token-store.ts'
import { isTombstone, readFacts, type TokenFacts, type Tombstone } from '../tokens/token-record.ts'
import type { Context, PendingSave } from './context.ts'
import { isLater, wasStored } from './heirs.ts'
import { keepSpare } from './spare.ts'

/** A token set that was just issued and must not be lost. */
export interface NewSet extends Pair {
  connection: string
  issuedAt: number
  /** The sealed record. */
  tokens: string
  /** What it replaces: `null` nothing, absent where the store could not tell. */
  parent?: { pair: Pair; tokens: string } | null
  /** A login or import replaces whatever it meets; a refresh only the set that it was made from. */
  replaces: 'parent' | 'anything'
}

/**
 * - `stored`: the store has it · `rescued`: this machine's rescue folder has it · `unsaved`: only this process has it
 * - `superseded`: another login or import came between · `forgotten`: the connection was forgotten meanwhile
 */
export type SaveOutcome = 'stored' | 'rescued' | 'unsaved' | 'superseded' | 'forgotten'

/** Saves before anybody is answered. A store that does not take it delays the save, never loses the set. */
export async function saveNew(context: Context, set: NewSet, closing?: Closing): Promise<SaveOutcome> {
  const { connection } = set
  context.trace('saving', connection)
  let met: SaveOutcome | undefined
  try {
    met = await attempt(context, set, closing)
    context.trace('saved', connection)
    if (isSpare(met, set)) await keepSpare(context, set)
    return met
  } catch (error) {
    const rescued = await keepInRescue(context, set)
    const { generation } = set
    const cause =
      error instanceof OAuthTokensError ? { name: error.name, code: error.code } : { name: 'Error' }
    context.emit({ type: rescued ? 'rescued' : 'degraded', connection, generation, cause })
    keepTrying(context, set, closing, rescued)
    // It is the spare that is on its way: the set that took its place is the one to hand out.
    if (met) return met
    return rescued ? 'rescued' : 'unsaved'
  }
}

/**
 * A refresh that another login or import overtook is kept beside it; a login that was overtaken is not, unless clocks
 * alone say so: that of this host may be behind, and the owner's last consent have ended what is stored.
 */
function isSpare(outcome: SaveOutcome, { replaces, parent }: NewSet): boolean {
  return outcome === 'superseded' && (replaces === 'parent' || parent === undefined)
}

/** One save, with the re-reading that a miss asks for (a miss is also what our own unanswered write looks like). */
async function attempt({ store }: Context, set: NewSet, closing?: Closing): Promise<SaveOutcome> {
  const { connection } = set
  // What a save that was not made by this very step leaves open.
  const close = async (outcome: SaveOutcome) => {
    if (closing) await store.release(connection, closing.fence, closing.note)
    return outcome
  }
  if (set.parent === undefined) {
    const { tokens } = await store.read(connection)
    const found = tokens === undefined ? undefined : readFacts(tokens)
    const end = found && endOf(found, set)
    if (end) return close(end)
    // From now on it is known what ours replaces, also to the attempts that follow.
    set.parent =
      tokens !== undefined && found
        ? { pair: { lineage: found.lineage, generation: found.generation }, tokens }
        : null
  }
  let previous = set.parent?.tokens
  for (let misses = 0; misses < 10; misses++) {
    if (await store.save(connection, previous, set.tokens, closing)) return 'stored'
    const { tokens } = await store.read(connection)
    const end = tokens === undefined ? undefined : endOf(readFacts(tokens), set)
    if (end) return close(end)
    previous = tokens
  }
  throw new StoreUnavailableError(phrase`${connection} changed faster than it could be saved.`, {
    connection,
  })
}

/** What a stored set that was not expected makes of ours. Undefined: ours is written over it. */
function endOf(stored: TokenFacts | Tombstone, set: NewSet): SaveOutcome | undefined {
  const { parent } = set
  const blind = parent === undefined
  // Our own pair: stored by a write whose answer did not come.
  if (!isTombstone(stored) && samePair(stored, set)) return 'stored'
  // Our successor: somebody found our set and went on from it.
  if (!isTombstone(stored) && stored.lineage === set.lineage && stored.generation > set.generation)
    return 'stored'
  // Our tokens under another login, now or before: somebody took them up as a spare, or has replaced them.
  if (blind && !isTombstone(stored) && wasStored(set, stored)) return 'stored'
  // Made without having seen what was stored: the later one counts.
  if (isTombstone(stored)) return !blind || stored.forgottenAt > set.issuedAt ? 'forgotten' : undefined
  // The parent's own pair on other bytes was re-encrypted or relabelled: repeat on those.
  if (samePair(stored, parent?.pair)) return undefined
  // A login replaces what its parent became meanwhile, not another login that came after it.
  if (set.replaces === 'anything' && parent && stored.lineage === parent.pair.lineage) return undefined
  return !blind || isLater(stored, set) ? 'superseded' : undefined
}

async function keepInRescue({ rescue }: Context, set: NewSet): Promise<boolean> {
  try {
    await rescue.keep(rescuedSet(set))
    return true
  } catch {
    // A full disk or a missing folder: the set lives in this process until the store takes it.
    return false
  }
}

function keepTrying(context: Context, set: NewSet, closing: Closing | undefined, rescued: boolean): void {
  const pending: PendingSave = { set: rescuedSet(set), rescued, done: Promise.resolve() }
  context.pending.add(pending)
  const retry = async () => {
    const outcome = await attempt(context, set, closing)
    if (isSpare(outcome, set)) await keepSpare(context, set)
    // A file that stays is cleared away by a later look.
    if (rescued) await context.rescue.remove(pending.set).catch(() => {})
    return outcome
  }
  pending.done = pRetry(retry, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 100,
    maxTimeout: 5_000,
    randomize: true,
    unref: rescued,
    signal: context.abandon,
    shouldRetry: ({ error }) => error instanceof StoreUnavailableError || error instanceof LeaseTimeoutError,
  })
    .then(
      (outcome) => {
        const { connection, generation } = set
        if (outcome === 'stored') context.emit({ type: 'recovered', connection, generation })
      },
      // Given up by `close`.
      () => {},
    )
    .finally(() => context.pending.delete(pending))
}

function rescuedSet({ connection, lineage, generation, issuedAt, tokens, parent }: NewSet): RescuedSet {
  return {
    connection,
    lineage,
    generation,
    issuedAt,
    tokens,
    ...(parent !== undefined && { parent: parent === null ? null : parent.pair }),
  }
}
