import { LeaseTimeoutError, OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { markOf } from '../store/mark.ts'
import type { StoredConnection } from '../store/token-store.ts'
import type { Want } from '../tokens/freshness.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import type { Context } from './context.ts'
import { coolingDown, reauthorizationRequired } from './failures.ts'
import type { HeldLease } from './held-lease.ts'
import { look, type Opened, type Seen } from './look.ts'
import { promote } from './promote.ts'
import { redeem, settleRefusal } from './redeem.ts'
import { type Attempt, tried } from './tried.ts'
import { holderOf, withLease } from './with-lease.ts'

/** How a refresh ended. `record` beside an error is the last one known, for a caller whom it still serves. */
export interface Refreshed {
  record?: TokenRecord
  error?: OAuthTokensError
  /** Issued during this very call. */
  issued?: true
  unsaved?: true
  /** An answer may be lost, so the record's access token may be dead. */
  doubtful?: boolean
  /** Nothing was tried: another process is at it, and nobody here was waiting. */
  busy?: true
  /** By which the stored text of the record is recognised, see `markOf`. */
  mark?: string
}

/** `due`: nobody waits for it. */
const background = 'due'
/** Milliseconds, and up to twice as many. */
const postponed = 2_000

/**
 * Brings one connection to a token set that satisfies `want`, or to a typed error: look, take the lease, look again,
 * decide, redeem, record. Never throws.
 */
export async function refresh(
  context: Context,
  connection: string,
  adapter: ProviderAdapter,
  want: Want,
  why: string,
): Promise<Refreshed> {
  let last: Refreshed = {}
  let opened: Opened | undefined
  const lookAt = async (found: StoredConnection, leased: boolean): Promise<Seen> => {
    const seen = await look(context, connection, adapter, want, found, leased, opened)
    opened = seen
    last = { record: seen.record, doubtful: seen.doubtful }
    return seen
  }
  try {
    // A lost race begins again; a store in which races never end is not one to hammer.
    for (let round = 0; round < 8; round++) {
      // What is due will have to be redeemed, as a rule: the look under the lease is enough.
      if (why !== background || round > 0) {
        const glance = await lookAt(await context.store.read(connection), false)
        const settled = settle(context, glance)
        if (settled) return settled
        // On its way beside the lease; whoever needs it waits for it, and hears if it failed.
        if (glance.decision.kind === 'redeem') glance.standing.read().catch(() => {})
      }

      const result = await withLease<Refreshed | 'again'>(
        context,
        connection,
        async (held) => {
          context.trace('leased', connection)
          const started = context.clock.monotonic()
          const seen = await lookAt(held, true)
          const known = settle(context, seen)
          if (known) return known
          const attempt = { why: reasonOf(why, seen), started, waitedFor: held.waitedFor }
          const outcome = await act(context, held, seen, adapter, attempt)
          const failed = outcome === 'again' ? outcome : outcome.error
          // What was issued is in the history with what was saved.
          if (failed)
            context.remember(connection, tried(context, attempt, failed, seen.record.facts.generation))
          return outcome
        },
        async (seen) => {
          context.closing.throwIfAborted()
          const found = await lookAt(seen, false)
          return settle(context, found) ?? (why === background ? leftTo(context, found) : undefined)
        },
      )
      if (result !== 'again') return result
    }
    throw new StoreUnavailableError(
      phrase`${connection} kept changing while it was being refreshed. Try again.`,
      {
        connection,
      },
    )
  } catch (error) {
    return { ...last, error: ours(error, connection) }
  }
}

/** Whoever asks takes a token in doubt for one that expired. */
function reasonOf(why: string, { doubtful }: Seen): string {
  return doubtful && why === 'expired' ? 'in-doubt' : why
}

/** The decisions that need no lease. */
function settle(context: Context, seen: Seen): Refreshed | undefined {
  const { decision, record, row, doubtful } = seen
  const mark = markOf(seen.tokens)
  if (seen.heard && decision.kind === 'reauthorize') return undefined
  switch (decision.kind) {
    case 'use':
      return { record, ...(mark !== undefined && { mark }) }
    case 'reauthorize':
      return { record, doubtful, error: reauthorizationRequired(record.facts, decision.dead) }
    case 'cool-down': {
      const retryAt = new Date(Math.ceil(context.clock.now() + decision.backoff.until - row.now))
      return { record, doubtful, error: coolingDown(record.facts, decision, retryAt) }
    }
    default:
      return undefined
  }
}

async function act(
  context: Context,
  held: HeldLease,
  seen: Seen,
  adapter: ProviderAdapter,
  attempt: Attempt,
): Promise<Refreshed | 'again'> {
  if (seen.decision.kind === 'promote') {
    await promote(context, held, seen.decision.set, seen.row.tokens)
    return 'again'
  }
  const heard = seen.decision.kind === 'reauthorize' ? seen.heard : undefined
  if (!heard) context.closing.throwIfAborted()
  const outcome = heard
    ? await settleRefusal(context, held, seen, heard)
    : await redeem(context, held, seen, adapter, attempt)
  if (outcome === 'again') return outcome
  if ('error' in outcome) return { record: seen.record, ...outcome }
  // What the store has now is what counts: another login or import, or nothing any more.
  if (outcome.saved === 'superseded' || outcome.saved === 'forgotten') return 'again'
  const { connection, generation } = outcome.record.facts
  context.emit({ type: 'refreshed', connection, generation })
  if (seen.doubtful) context.emit({ type: 'recovered', connection, generation })
  const { record, saved, mark } = outcome
  return {
    record,
    issued: true,
    ...(saved === 'unsaved' && { unsaved: true }),
    ...(mark !== undefined && { mark }),
  }
}

/** Whoever holds the lease is at it: what it stores will be told, and if it does not, this one tries again. */
function leftTo({ clock, random }: Context, { record, row, doubtful }: Seen): Refreshed {
  const { connection, provider } = record.facts
  const retryAt = new Date(Math.ceil(clock.now() + postponed * (1 + random())))
  const text = phrase`${connection} is being refreshed by ${holderOf(row)}. Its next turn here is at ${retryAt.toISOString()}.`
  return {
    record,
    doubtful,
    busy: true,
    error: new LeaseTimeoutError(text, { connection, provider, retryAt }),
  }
}

export function ours(error: unknown, connection: string): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const name = error instanceof Error ? error.name : typeof error
  return new StoreUnavailableError(
    phrase`${connection} could not be refreshed: an unexpected ${name} in this library or its store.`,
    {
      connection,
      code: 'unexpected',
      cause: { name },
    },
  )
}
