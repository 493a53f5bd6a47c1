import { notFound } from '../connection/stored-connections.ts'
import { ConfigurationError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { RescuedSet } from '../rescue/rescue.ts'
import { type Dead, isDead, type Lease, samePair } from '../store/lease.ts'
import type { StoredConnection } from '../store/token-store.ts'
import type { Want } from '../tokens/freshness.ts'
import { openRecord, type TokenRecord } from '../tokens/token-record.ts'
import { ClientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import type { Decision } from './decide.ts'
import { strangers } from './heirs.ts'
import { judge, type Looked } from './judge.ts'
import { nothingNoted } from './provider-note.ts'
import { orphan, removeForgotten, removeOutlived, rescuedSets } from './rescued-sets.ts'
import { falseDoubt, withoutDoubt } from './untouched.ts'

/** What was read last, and opened: the same bytes are not opened again. */
export interface Opened {
  record: TokenRecord
  tokens: string
}

export interface Seen extends Opened {
  row: StoredConnection
  decision: Decision
  standing: ClientStanding
  doubtful: boolean
  /** A refusal of this very set that is to be judged: see `heardOf`. */
  heard: Dead | undefined
}

/** Opens what is stored and decides. @throws ConnectionNotFoundError only when the store says that there is none. */
export async function look(
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
  if (tokens === undefined || !record) {
    if (tokens !== undefined) await removeForgotten(context, rescued, tokens)
    throw notFound(connection, adapter.id)
  }
  context.known.add(connection)
  if (record.secrets.clientId !== adapter.clientId) {
    throw new ConfigurationError(
      phrase`${connection} was authorized for client id ${record.secrets.clientId}, but provider "${adapter.id}" is set to ${adapter.clientId}. Use the same client id, or give the other app a provider id of its own.`,
      { connection, provider: adapter.id, code: 'client_id_mismatch' },
    )
  }
  const orphaned = row.tokens === undefined
  const { doubt } = row.lease
  const heard = heardOf(context, row.lease, record, rescued)
  const standing = new ClientStanding(context, cipher, adapter, record.secrets.params)
  const lease = heard ? { ...row.lease, dead: heard } : row.lease
  const looked = { stored: record, lease, rescued, want, storeNow: row.now }
  const decision: Decision = orphaned
    ? { kind: 'promote', set: orphan(rescued) as RescuedSet }
    : await judgeWithNotes(context, adapter, standing, looked, leased)
  if (!orphaned && rescued.length > 0) await removeOutlived(context, rescued, record)
  return { record, tokens, row, decision, standing, doubtful: samePair(doubt, record.facts), heard }
}

/** Notes are looked at only where they can change anything. */
async function judgeWithNotes(
  context: Context,
  adapter: ProviderAdapter,
  standing: ClientStanding,
  looked: Looked,
  leased: boolean,
): Promise<Decision> {
  let decision = judge(context, adapter, standing, looked, nothingNoted)
  if (decision.kind === 'redeem' || decision.kind === 'cool-down') {
    const remembered = standing.remembered()
    if (remembered !== nothingNoted) decision = judge(context, adapter, standing, looked, remembered)
  }
  // Before anything is sent the note must be known: a store that does not tell will not take the answer either.
  if (decision.kind === 'redeem' && leased) {
    const told = await standing.read()
    if (told !== nothingNoted) return judge(context, adapter, standing, looked, told)
  }
  // What is remembered may be over; where nobody tells, it holds.
  if (decision.kind === 'cool-down' && decision.shared) {
    const told = await standing.read().catch(() => undefined)
    if (told) return judge(context, adapter, standing, looked, told)
  }
  return decision
}

/**
 * A refusal of this very set that is still to be judged: one that was heard and is not on record, or one on record
 * beside which there is something on this machine that was not tried, as what could not be opened then.
 */
function heardOf(
  { refused }: Context,
  { dead }: Lease,
  record: TokenRecord,
  rescued: readonly RescuedSet[],
): Dead | undefined {
  const { facts } = record
  if (isDead(dead, facts)) return strangers(rescued, record).length > 0 ? dead : undefined
  const heard = refused.get(facts.connection)
  return samePair(heard, facts) ? heard : undefined
}

/** Nobody forgot it here: that would have left a tombstone. */
export function vanished({ store }: Pick<Context, 'store'>, connection: string): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The store ${store.description} no longer holds ${connection}, which nobody forgot: it lost data. Restore it from a backup, or log in again. Redis keeps what it acknowledged only with AOF and maxmemory-policy noeviction.`,
    { connection, code: 'connection_vanished' },
  )
}
