import { OAuthTokensError } from '../errors.ts'
import { causeOf } from '../events.ts'
import type { ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { type Dead, samePair } from '../store/lease.ts'
import { nextRecord } from '../tokens/next-record.ts'
import {
  encodeRecord,
  isTombstone,
  readFacts,
  type TokenFacts,
  type TokenRecord,
} from '../tokens/token-record.ts'
import { type Failure, nextBackoff } from './backoff.ts'
import type { Context } from './context.ts'
import { outcomeError, reauthorizationRequired } from './failures.ts'
import { type SaveOutcome, saveNew } from './save-new.ts'
import { promoteSpare } from './spare.ts'
import { intentValidity } from './timeouts.ts'
import { type HeldLease, insistently } from './with-lease.ts'

/** `again`: the world changed under us, look and decide anew. */
export type Redeemed =
  | 'again'
  | { record: TokenRecord; saved: SaveOutcome }
  | { error: OAuthTokensError; doubtful: boolean }

/** Redeems the stored set's refresh token: intent, send, settle. Once the request leaves, nothing cancels it. */
export async function redeem(
  context: Context,
  held: HeldLease,
  stored: { record: TokenRecord; tokens: string },
  adapter: ProviderAdapter,
): Promise<Redeemed> {
  const { clock } = context
  const { facts, secrets } = stored.record
  const { connection, lineage, generation } = facts
  const singleUse = adapter.refreshTokens === 'single-use'

  const intended = { monotonic: clock.monotonic(), wall: clock.now() }
  const window = adapter.limits && adapter.limits.window * 1000
  const intent = {
    lineage,
    generation,
    singleUse,
    at: intended.wall,
    ...(window !== undefined && { window }),
  }
  if (!(await held.spend(stored.tokens, intent))) return 'again'
  context.trace('intent', connection)
  // A process that slept since the intent may have lost its lease without knowing: both clocks are asked,
  // because one stops in a suspend and the other can be set back.
  const slept = Math.max(clock.monotonic() - intended.monotonic, Math.abs(clock.now() - intended.wall))
  if (slept > intentValidity) {
    await held.withdraw()
    return 'again'
  }

  const sentAt = clock.now()
  context.trace('sending', connection)
  const outcome = await send(context, adapter, secrets.refreshToken ?? '', stored.record)
  context.trace('answered', connection)

  if (outcome.kind === 'issued') {
    const record = nextRecord(stored.record, outcome.grant, adapter, sentAt)
    const tokens = await encodeRecord(record, await context.cipher())
    const parent = { pair: { lineage, generation }, tokens: stored.tokens }
    const set = {
      ...pairOf(record),
      connection,
      issuedAt: sentAt,
      tokens,
      parent,
      replaces: 'parent',
    } as const
    const saved = await saveNew(context, set, held.close({ doubt: null, dead: null, backoff: null }))
    return { record, saved }
  }
  if (outcome.kind === 'refused' && outcome.refusal === 'grant') {
    return settleRefusal(context, held, stored, outcome.code)
  }
  return settleFailure(context, held, stored.record, adapter, outcome)
}

async function send(
  { timeouts }: Context,
  adapter: ProviderAdapter,
  refreshToken: string,
  { secrets }: TokenRecord,
): Promise<RedeemOutcome> {
  try {
    return await adapter.refresh({ refreshToken, params: secrets.params, timeout: timeouts.provider })
  } catch (error) {
    // An adapter answers with an outcome; one that throws has a fault, and the request may have left.
    return { kind: 'unknown', cause: { name: error instanceof Error ? error.name : 'Error' } }
  }
}

/** A refusal is believed only of the set that is still stored, with nothing left that could replace it. */
async function settleRefusal(
  context: Context,
  held: HeldLease,
  stored: { record: TokenRecord; tokens: string },
  code: string,
): Promise<Redeemed> {
  const { facts } = stored.record
  const { connection, lineage, generation } = facts
  const known = samePair(held.lease.doubt, facts) ? held.lease.doubt : undefined
  const dead: Dead = { lineage, generation, at: context.clock.now(), code, ...(known && { doubt: known }) }
  context.refused.set(connection, dead)
  // What was heard is known here alone until it is on record: one failed read must not keep it from that.
  const { tokens } = await insistently(() => context.store.read(connection))
  const present = tokens === undefined ? undefined : readFacts(tokens)
  const heirs = (await context.rescue.find(connection)).filter((set) =>
    samePair(set.parent ?? undefined, facts),
  )
  if (!present || isTombstone(present) || !samePair(present, facts) || heirs.length > 0) {
    await held.release({})
    return 'again'
  }
  const { spare } = stored.record.secrets
  if (spare) {
    await promoteSpare(context, held, stored, spare)
    return 'again'
  }
  return bury(context, held, facts, dead)
}

/** Puts on record that a set is dead. Until the store has taken that, this process remembers it. */
export async function bury(
  context: Context,
  held: HeldLease,
  facts: TokenFacts,
  dead: Dead,
): Promise<{ error: OAuthTokensError; doubtful: boolean }> {
  const { connection, generation } = facts
  await held.release({ dead, doubt: null, backoff: null })
  context.refused.delete(connection)
  const error = reauthorizationRequired(facts, dead)
  context.emit({ type: 'reauthorization-required', connection, generation, cause: causeOf(error) })
  return { error, doubtful: false }
}

/** Everything else closes the intent with a back-off; what may have reached a single-use provider leaves a doubt. */
async function settleFailure(
  context: Context,
  held: HeldLease,
  { facts }: TokenRecord,
  adapter: ProviderAdapter,
  outcome: Exclude<RedeemOutcome, { kind: 'issued' }>,
): Promise<Redeemed> {
  const { connection, lineage, generation } = facts
  const { clock, host } = context
  const failure = await failureOf(context, adapter, outcome)
  const storeNow = held.storeNow()
  const backoff = nextBackoff(held.lease.backoff, failure, storeNow, context.random)
  const known = samePair(held.lease.doubt, facts) ? held.lease.doubt : undefined
  const lost = outcome.kind === 'unknown' && adapter.refreshTokens === 'single-use'
  // The first lost answer is the one to tell of: a rescue can only lie where it was lost.
  const doubt = known ?? (lost ? { lineage, generation, at: clock.now(), host } : undefined)
  const retryAt = new Date(Math.ceil(clock.now() + (backoff.until - storeNow)))
  let error = outcomeError(facts, outcome, retryAt)
  try {
    await held.release({ backoff, ...(doubt && { doubt }) })
  } catch (failure) {
    // The intent stays on record, and lapses into the same doubt.
    if (!(failure instanceof OAuthTokensError)) throw failure
    error = failure
  }
  const type = lost ? 'in-doubt' : 'refresh-failed'
  context.emit({ type, connection, generation, cause: causeOf(error) })
  return { error, doubtful: doubt !== undefined }
}

async function failureOf(
  context: Context,
  adapter: ProviderAdapter,
  outcome: Exclude<RedeemOutcome, { kind: 'issued' }>,
): Promise<Failure> {
  switch (outcome.kind) {
    case 'refused': {
      const configuration = (await context.cipher()).fingerprint(adapter.configuration)
      return { reason: 'configuration', code: outcome.code, configuration }
    }
    case 'throttled':
      return { reason: 'throttled', code: outcome.code, ...after(outcome) }
    case 'not-sent':
      return { reason: 'transient', code: outcome.cause.code ?? 'provider_unreachable' }
    case 'unknown':
      return { reason: 'transient', code: outcome.cause.code ?? 'provider_unavailable', ...after(outcome) }
  }
}

function after({ retryAfter }: { retryAfter?: number }): { retryAfter?: number } {
  return retryAfter === undefined ? {} : { retryAfter }
}

function pairOf({ facts: { lineage, generation } }: TokenRecord) {
  return { lineage, generation }
}
