import { notFound } from '../connection/stored-connections.ts'
import { ConfigurationError, OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { type Dead, samePair } from '../store/lease.ts'
import type { StoredConnection } from '../store/token-store.ts'
import { type Want, wishedMargin } from '../tokens/freshness.ts'
import { decodeRecord, isTombstone, readFacts, type TokenRecord } from '../tokens/token-record.ts'
import { type ClientStanding, clientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import { type Decision, decide } from './decide.ts'
import { coolingDown, reauthorizationRequired } from './failures.ts'
import { promote } from './promote.ts'
import type { ProviderNote } from './provider-note.ts'
import { redeem, settleRefusal } from './redeem.ts'
import { orphan, removeOutlived, rescuedSets } from './rescued-sets.ts'
import { falseDoubt, withoutDoubt } from './untouched.ts'
import { withLease } from './with-lease.ts'

/** How a refresh ended. `record` beside an error is the last one known, for a caller whom it still serves. */
export interface Refreshed {
  record?: TokenRecord
  error?: OAuthTokensError
  /** Issued during this very call. */
  issued?: true
  unsaved?: true
  /** An answer may be lost, so the record's access token may be dead. */
  doubtful?: boolean
}

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
  try {
    // A lost race begins again; a store in which races never end is not one to hammer.
    for (let round = 0; round < 8; round++) {
      const glance = await look(context, connection, adapter, want, await context.store.read(connection))
      last = { record: glance.record, doubtful: glance.doubtful }
      const settled = settle(context, glance)
      if (settled) return settled
      // On its way beside the lease; whoever needs it waits for it, and hears if it failed.
      if (glance.decision.kind === 'redeem') glance.standing.read().catch(() => {})

      const result = await withLease<Refreshed | 'again'>(
        context,
        connection,
        async (held) => {
          context.trace('leased', connection)
          const started = context.clock.monotonic()
          const seen = await look(context, connection, adapter, want, held, true)
          const known = settle(context, seen)
          if (known) return known
          const outcome = await act(context, held, seen, adapter)
          remember(context, connection, outcome, { why, started, held, seen: seen.record })
          return outcome
        },
        async (seen) => {
          context.closing.throwIfAborted()
          return settle(context, await look(context, connection, adapter, want, seen))
        },
      )
      if (result !== 'again') return result
    }
    throw new StoreUnavailableError(`${connection} kept changing while it was being refreshed. Try again.`, {
      connection,
    })
  } catch (error) {
    return { ...last, error: ours(error, connection) }
  }
}

interface Seen {
  record: TokenRecord
  tokens: string
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
  leased = false,
): Promise<Seen> {
  const { clock } = context
  const lapsed = falseDoubt(context, connection, found.lease, found.lease.fence)
  const row = lapsed ? withoutDoubt(found) : found
  const cipher = await context.cipher()
  const rescued = await rescuedSets(context, connection)
  const tokens = row.tokens ?? orphan(rescued)?.tokens
  if (tokens === undefined && context.known.has(connection)) throw vanished(context, connection)
  if (tokens === undefined || isTombstone(readFacts(tokens))) throw notFound(connection, adapter.id)
  const record = await decodeRecord(tokens, cipher, connection)
  context.known.add(connection)
  if (record.secrets.clientId !== adapter.clientId) {
    throw new ConfigurationError(
      `${connection} was authorized for client id ${record.secrets.clientId}, but provider "${adapter.id}" is set to ` +
        `${adapter.clientId}. Use the same client id, or give the other app a provider id of its own.`,
      { connection, provider: adapter.id, code: 'client_id_mismatch' },
    )
  }
  const orphaned = row.tokens === undefined
  const { doubt } = row.lease
  const refused = context.refused.get(connection)
  const heard =
    samePair(refused, record.facts) && !samePair(row.lease.dead, record.facts) ? refused : undefined
  const standing = clientStanding(context, cipher, adapter, record.secrets.params)
  const judge = (shared: ProviderNote): Decision =>
    decide({
      stored: record,
      lease: heard ? { ...row.lease, dead: heard } : row.lease,
      rescued,
      want,
      margin: wishedMargin(adapter, context.margin),
      newAccessTokenRevokesOld: adapter.newAccessTokenRevokesOld,
      ...(adapter.limits && {
        limits: { redemptions: adapter.limits.redemptions, window: adapter.limits.window * 1000 },
      }),
      shared,
      sameConfiguration: standing.same,
      now: clock.now(),
      storeNow: row.now,
    })
  let decision: Decision = orphaned ? { kind: 'promote', set: orphan(rescued) as RescuedSet } : judge({})
  if (decision.kind === 'redeem' || decision.kind === 'cool-down') decision = judge(standing.remembered())
  // Before anything is sent the note must be known: a store that does not tell will not take the answer either.
  if (decision.kind === 'redeem' && leased) decision = judge(await standing.read())
  // What is remembered may be over; where nobody tells, it holds.
  else if (decision.kind === 'cool-down' && decision.shared)
    decision = await standing.read().then(judge, () => decision)
  if (!orphaned) await removeOutlived(context, rescued, record)
  const doubtful = samePair(doubt, record.facts)
  return { record, tokens, row, decision, standing, doubtful, ...(heard && { heard }) }
}

/** Nobody forgot it here: that would have left a tombstone. */
function vanished({ store }: Context, connection: string): StoreUnavailableError {
  return new StoreUnavailableError(
    `The store ${store.description} no longer holds ${connection}, which nobody forgot: it lost data. Restore it from a ` +
      'backup, or log in again. Redis keeps what it acknowledged only with AOF and maxmemory-policy noeviction.',
    { connection, code: 'connection_vanished' },
  )
}

/** The decisions that need no lease. */
function settle(context: Context, seen: Seen): Refreshed | undefined {
  const { decision, record, row, doubtful } = seen
  if (seen.heard && decision.kind === 'reauthorize') return undefined
  switch (decision.kind) {
    case 'use':
      return { record }
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
): Promise<Refreshed | 'again'> {
  if (seen.decision.kind === 'promote') {
    await promote(context, held, seen.decision.set, seen.row.tokens)
    return 'again'
  }
  const heard = seen.decision.kind === 'reauthorize' ? seen.heard : undefined
  if (!heard) context.closing.throwIfAborted()
  const outcome = heard
    ? await settleRefusal(context, held, seen, heard)
    : await redeem(context, held, seen, adapter)
  if (outcome === 'again') return outcome
  if ('error' in outcome) return { record: seen.record, ...outcome }
  // What the store has now is what counts: another login or import, or nothing any more.
  if (outcome.saved === 'superseded' || outcome.saved === 'forgotten') return 'again'
  const { connection, generation } = outcome.record.facts
  context.emit({ type: 'refreshed', connection, generation })
  if (seen.doubtful) context.emit({ type: 'recovered', connection, generation })
  return { record: outcome.record, issued: true, ...(outcome.saved === 'unsaved' && { unsaved: true }) }
}

function remember(
  context: Context,
  connection: string,
  outcome: Refreshed | 'again',
  {
    why,
    started,
    held,
    seen,
  }: { why: string; started: number; held: { waitedFor?: string }; seen: TokenRecord },
): void {
  const result = outcome === 'again' ? {} : outcome
  context.remember(connection, {
    action: 'refresh',
    why,
    outcome: outcome === 'again' ? 'again' : (result.error?.name ?? 'issued'),
    ...(result.error && { code: result.error.code }),
    generation: result.record?.facts.generation ?? seen.facts.generation,
    ...(held.waitedFor !== undefined && { waitedFor: held.waitedFor }),
    duration: Math.round(context.clock.monotonic() - started),
  })
}

export function ours(error: unknown, connection: string): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const name = error instanceof Error ? error.name : typeof error
  return new StoreUnavailableError(
    `${connection} could not be refreshed: an unexpected ${name} in this library or its store.`,
    {
      connection,
      code: 'unexpected',
      cause: { name },
    },
  )
}
