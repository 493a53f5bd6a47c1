import { notFound, storedConnection } from '../connection/stored-connections.ts'
import { ConfigurationError, ReauthorizationRequiredError } from '../errors.ts'
import { joined, phrase } from '../phrase.ts'
import type { ExternalAbility } from '../provider/abilities.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { type Pair, samePair } from '../store/lease.ts'
import { externalRecord } from '../tokens/external-record.ts'
import type { Want } from '../tokens/freshness.ts'
import {
  decodeRecord,
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'
import { type TokenSet, tokenSetOf } from '../tokens/token-set.ts'
import type { Context } from './context.ts'
import { askOwner } from './failures.ts'
import { ours, type Refreshed } from './refresh.ts'
import { withLease } from './with-lease.ts'

/**
 * Asks the gateway that keeps a connection's tokens how it stands, and notes it: there is nothing to redeem. What
 * another process noted since `otherThan` is taken as it is.
 */
export async function lookExternal(
  context: Context,
  connection: string,
  adapter: ProviderAdapter,
  external: ExternalAbility,
  { otherThan }: Want,
): Promise<Refreshed> {
  try {
    return { record: await look(context, connection, adapter, external, otherThan) }
  } catch (error) {
    return { error: ours(error, connection) }
  }
}

/**
 * A refresh of such a connection, asked for by a caller: the gateway is asked how it stands; tokens it has none to give.
 * @throws ReauthorizationRequiredError when it has lost the account
 */
export async function refreshExternal(
  { store, clock }: Context,
  connection: string,
  external: ExternalAbility,
  { otherThan }: Want,
  look: () => Promise<Refreshed>,
): Promise<TokenSet> {
  if (!otherThan) throw heldElsewhere(connection, external)
  const { record, error } = await look()
  if (error || !record) throw error ?? notFound(connection)
  const { status } = (await storedConnection(store, clock, connection)) ?? {}
  if (status !== 'reauthorization-required') return tokenSetOf(record)
  const { provider, account } = record.facts
  throw new ReauthorizationRequiredError(
    joined([
      phrase`The gateway that keeps the tokens of ${connection} has lost its consent.`,
      askOwner(provider, account),
    ]),
    { connection, provider, code: 'disconnected' },
  )
}

/** Where to turn for the tokens of a connection that has none here. */
export function heldElsewhere(connection: string, { holder }: ExternalAbility): ConfigurationError {
  return new ConfigurationError(phrase`The tokens of ${connection} are not here: ${holder}`, {
    connection,
    code: 'tokens_held_elsewhere',
  })
}

async function look(
  context: Context,
  connection: string,
  adapter: ProviderAdapter,
  external: ExternalAbility,
  otherThan: Pair | undefined,
): Promise<TokenRecord> {
  const cipher = await context.cipher()
  return withLease(context, connection, async (held) => {
    if (held.tokens === undefined || isTombstone(readFacts(held.tokens)))
      throw notFound(connection, adapter.id)
    const previous = await decodeRecord(held.tokens, cipher, connection)
    if (otherThan && isNewer(previous.facts, otherThan)) return previous
    const { account } = previous.facts
    const state = await external.look({ account, timeout: context.timeouts.provider })
    const now = context.clock.now()
    const record = externalRecord(connection, adapter, state, now, previous)
    const { lineage, generation } = record.facts
    const ended = samePair(held.lease.dead, previous.facts)
    const dead = state.connected ? null : { lineage, generation, at: now, code: 'disconnected' }
    const closing = held.close({ dead, doubt: null, backoff: null })
    const saved = await context.store.save(
      connection,
      held.tokens,
      await encodeRecord(record, cipher),
      closing,
    )
    // A login came between: what it stored is newer than what was looked up.
    if (!saved) await context.store.release(connection, closing.fence, {})
    else if (dead && !ended) context.emit({ type: 'reauthorization-required', connection, generation })
    else if (!dead && ended) context.emit({ type: 'recovered', connection, generation })
    return record
  })
}

function isNewer(stored: Pair, { lineage, generation }: Pair): boolean {
  return stored.lineage !== lineage || stored.generation > generation
}
