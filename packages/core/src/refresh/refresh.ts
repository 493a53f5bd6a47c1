import { notFound } from '../connection/stored-connections.ts'
import { ConfigurationError, LeaseTimeoutError, OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { type Dead, samePair } from '../store/lease.ts'
import { markOf } from '../store/mark.ts'
import type { StoredConnection } from '../store/token-store.ts'
import type { Want } from '../tokens/freshness.ts'
import { openRecord, type TokenRecord } from '../tokens/token-record.ts'
import { type ClientStanding, clientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import type { Decision } from './decide.ts'
import { coolingDown, reauthorizationRequired } from './failures.ts'
import { judge } from './judge.ts'
import { promote } from './promote.ts'
import type { ProviderNote } from './provider-note.ts'
import { redeem, settleRefusal } from './redeem.ts'
import { orphan, removeOutlived, rescuedSets } from './rescued-sets.ts'
import { type Attempt, tried } from './tried.ts'
import { falseDoubt, withoutDoubt } from './untouched.ts'
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
          const { waitedFor } = held
          const started = context.clock.monotonic()
          const attempt = { why, started, ...(waitedFor !== undefined && { waitedFor }) }
          const seen = await lookAt(held, true)
          const known = settle(context, seen)
          if (known) return known
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

/** What was read last, and opened: the same bytes are not opened again. */
interface Opened {
  record: TokenRecord
  tokens: string
}

interface Seen extends Opened {
  row: StoredConnection
  decision: Decision
  standing: ClientStanding
  doubtful: boolean
  /** A refusal of this very set that was heard, and is not on record. */
  heard?: Dead
}

/** Opens what is stored and decides. @throws ConnectionNotFoundError only when the store says that there is none. */
async function look(
  context: Context,
  connection: string,
  adapter: ProviderAdapter,
  want: Want,
  found: StoredConnection,
  leased: boolean,
  opened: Opened | undefined,
): Promise<Seen> {
  const lapsed = falseDoubt(context, connection, found.lease, found.lease.fence)
  const row = lapsed ? withoutDoubt(found) : found
  const cipher = await context.cipher()
  const rescued = await rescuedSets(context, connection)
  const tokens = row.tokens ?? orphan(rescued)?.tokens
  if (tokens === undefined && context.known.has(connection)) throw vanished(context, connection)
  const record =
    opened && tokens === opened.tokens
      ? opened.record
      : tokens && (await openRecord(tokens, cipher, connection))
  if (tokens === undefined || !record) throw notFound(connection, adapter.id)
  context.known.add(connection)
  if (record.secrets.clientId !== adapter.clientId) {
    throw new ConfigurationError(
      phrase`${connection} was authorized for client id ${record.secrets.clientId}, but provider "${adapter.id}" is set to ${adapter.clientId}. Use the same client id, or give the other app a provider id of its own.`,
      { connection, provider: adapter.id, code: 'client_id_mismatch' },
    )
  }
  const orphaned = row.tokens === undefined
  const { doubt } = row.lease
  const refused = context.refused.get(connection)
  const heard =
    samePair(refused, record.facts) && !samePair(row.lease.dead, record.facts) ? refused : undefined
  const standing = clientStanding(context, cipher, adapter, record.secrets.params)
  const lease = heard ? { ...row.lease, dead: heard } : row.lease
  const looked = { stored: record, lease, rescued, want, storeNow: row.now }
  const judged = (shared: ProviderNote) => judge(context, adapter, standing, looked, shared)
  let decision: Decision = orphaned ? { kind: 'promote', set: orphan(rescued) as RescuedSet } : judged({})
  if (decision.kind === 'redeem' || decision.kind === 'cool-down') decision = judged(standing.remembered())
  // Before anything is sent the note must be known: a store that does not tell will not take the answer either.
  if (decision.kind === 'redeem' && leased) decision = judged(await standing.read())
  // What is remembered may be over; where nobody tells, it holds.
  else if (decision.kind === 'cool-down' && decision.shared)
    decision = await standing.read().then(judged, () => decision)
  if (!orphaned && rescued.length > 0) await removeOutlived(context, rescued, record)
  const doubtful = samePair(doubt, record.facts)
  return { record, tokens, row, decision, standing, doubtful, ...(heard && { heard }) }
}

/** Nobody forgot it here: that would have left a tombstone. */
function vanished({ store }: Context, connection: string): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The store ${store.description} no longer holds ${connection}, which nobody forgot: it lost data. Restore it from a backup, or log in again. Redis keeps what it acknowledged only with AOF and maxmemory-policy noeviction.`,
    { connection, code: 'connection_vanished' },
  )
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
  held: Parameters<typeof redeem>[1],
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
