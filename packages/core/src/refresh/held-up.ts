import type { ProviderAdapter } from '../provider/provider.ts'
import type { Backoff } from '../store/lease.ts'
import { openRecord } from '../tokens/token-record.ts'
import { ClientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import { judge } from './judge.ts'
import { rescuedSets } from './rescued-sets.ts'

/** Why a refresh that is asked for now would not be sent. */
export interface HeldUp {
  /** `client`: what holds it back concerns all connections of the same app at that host. */
  scope: 'connection' | 'client'
  reason: Backoff['reason']
  code: string
  /** In a row. */
  failures: number
  /** The earliest time of the next attempt, by this machine's clock. */
  until: Date
}

/** Looks and decides as a forced refresh does, and does nothing. @throws what a refresh throws when it cannot read */
export async function heldUp(
  context: Context,
  connection: string,
  adapter: ProviderAdapter,
): Promise<HeldUp | undefined> {
  if (adapter.external) return undefined
  const { tokens, lease, now: storeNow } = await context.store.read(connection)
  const cipher = await context.cipher()
  const stored = tokens === undefined ? undefined : await openRecord(tokens, cipher, connection)
  if (!stored) return undefined
  const standing = new ClientStanding(context, cipher, adapter, stored.secrets.params)
  const rescued = await rescuedSets(context, connection)
  const looked = { stored, lease, rescued, want: { otherThan: stored.facts }, storeNow }
  const decision = judge(context, adapter, standing, looked, await standing.read())
  if (decision.kind !== 'cool-down') return undefined
  const { reason, code, failures, until } = decision.backoff
  return {
    scope: decision.shared ? 'client' : 'connection',
    reason,
    code,
    failures,
    until: new Date(Math.ceil(context.clock.now() + until - storeNow)),
  }
}
