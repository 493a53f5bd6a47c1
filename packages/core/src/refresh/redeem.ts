import { OAuthTokensError } from '../errors.ts'
import { causeOf } from '../events.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { type Dead, type Intent, isDead, samePair } from '../store/lease.ts'
import { markOf } from '../store/mark.ts'
import { nextRecord } from '../tokens/next-record.ts'
import { encodeRecord, isTombstone, readFacts, type TokenRecord } from '../tokens/token-record.ts'
import { type Failure, nextBackoff } from './backoff.ts'
import type { ClientStanding } from './client-standing.ts'
import type { Context } from './context.ts'
import { outcomeError, reauthorizationRequired } from './failures.ts'
import { isHeir } from './heirs.ts'
import type { HeldLease } from './held-lease.ts'
import { insistently } from './insistently.ts'
import { rescuedSets } from './rescued-sets.ts'
import { type SaveOutcome, saveNew } from './save-new.ts'
import { promoteSpare, untriedSpare } from './spare.ts'
import { intentValidity } from './timeouts.ts'
import { type Attempt, tried } from './tried.ts'

/** `again`: the world changed under us, look and decide anew. */
export type Redeemed =
  | 'again'
  | { record: TokenRecord; saved: SaveOutcome; mark: string | undefined }
  | { error: OAuthTokensError; doubtful: boolean }

/** What is stored, and how its client stands with the provider. */
export interface Subject {
  record: TokenRecord
  tokens: string
  standing: ClientStanding
}

/** Redeems the stored set's refresh token, unless another connection tries first whether its client may. */
export async function redeem(
  context: Context,
  held: HeldLease,
  stored: Subject,
  adapter: ProviderAdapter,
  attempt: Attempt,
): Promise<Redeemed> {
  const { standing } = stored
  try {
    if (!(await standing.enter(held))) return 'again'
    return await send(context, held, stored, adapter, attempt)
  } finally {
    await standing.leave(held.storeNow())
  }
}

/** What a success disproves. */
const allWell = { doubt: null, dead: null, backoff: null } as const

/** Intent, send, settle. Once the request leaves, nothing cancels it. */
async function send(
  context: Context,
  held: HeldLease,
  stored: Subject,
  adapter: ProviderAdapter,
  attempt: Attempt,
): Promise<Redeemed> {
  const { clock } = context
  const { facts } = stored.record
  const { connection, lineage, generation } = facts
  const singleUse = sendsSingleUse(adapter, stored.record)

  const intended = { monotonic: clock.monotonic(), wall: clock.now() }
  const intent: Intent = { lineage, generation, singleUse, at: intended.wall }
  if (adapter.limits) intent.window = adapter.limits.window * 1000
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
  const outcome = await ask(context, adapter, stored.record)
  context.trace('answered', connection)

  if (outcome.kind === 'issued') {
    const record = nextRecord(stored.record, outcome.grant, adapter, sentAt)
    const tokens = await encodeRecord(record, await context.cipher())
    const parent = { pair: { lineage, generation }, tokens: stored.tokens }
    const set = {
      lineage,
      generation: record.facts.generation,
      connection,
      issuedAt: sentAt,
      tokens,
      parent,
      replaces: 'parent',
    } as const
    const mark = markOf(tokens)
    if (mark !== undefined) context.saving.set(connection, mark)
    const history = context.historyLine(tried(context, attempt, 'issued', record.facts.generation))
    const closing = held.close(allWell, history)
    const saved = await saveNew(context, set, closing)
    await stored.standing.accepted()
    return { record, saved, mark }
  }
  if (outcome.kind === 'refused' && outcome.refusal === 'grant') {
    const known = samePair(held.lease.doubt, facts) ? held.lease.doubt : undefined
    const at = clock.now()
    const dead: Dead = { lineage, generation, at, code: outcome.code, ...(known && { doubt: known }) }
    if (facts.grant !== undefined) dead.grant = facts.grant
    // Should the store not take what was heard, its intent lapses: no answer was lost then.
    context.untouched.set(connection, { intent, fence: held.lease.fence })
    const refused = await settleRefusal(context, held, stored, dead)
    // A grant is only looked at for a client that was let in.
    await stored.standing.accepted()
    return refused
  }
  return settleFailure(context, held, stored, adapter, outcome)
}

/** Whether what is sent works once: a client's own credentials work as often as they are asked for. */
function sendsSingleUse({ refreshTokens }: ProviderAdapter, { secrets }: TokenRecord): boolean {
  return refreshTokens === 'single-use' && !secrets.clientCredentials
}

async function ask(
  { timeouts }: Context,
  adapter: ProviderAdapter,
  { facts, secrets }: TokenRecord,
): Promise<RedeemOutcome> {
  const { refreshToken = '', clientCredentials, params } = secrets
  const timeout = timeouts.provider
  try {
    if (!clientCredentials) return await adapter.refresh({ refreshToken, params, timeout })
    if (adapter.clientCredentials) {
      return await adapter.clientCredentials({
        account: facts.account,
        scopes: facts.scopes,
        params,
        timeout,
      })
    }
    const cause = { name: 'ClientCredentials', code: 'client_credentials_unsupported' }
    return {
      kind: 'refused',
      refusal: 'client',
      code: cause.code,
      message: phrase`${adapter.id} is set to give an app no tokens of its own.`,
      cause,
    }
  } catch (error) {
    // An adapter answers with an outcome; one that throws has a fault, and the request may have left.
    return { kind: 'unknown', cause: { name: error instanceof Error ? error.name : 'Error' } }
  }
}

/** A refusal is believed only of the set that is still stored, with nothing left that could replace it. */
export async function settleRefusal(
  context: Context,
  held: HeldLease,
  stored: Subject,
  dead: Dead,
): Promise<Redeemed> {
  const { facts } = stored.record
  const { connection } = facts
  const onRecord = isDead(held.lease.dead, facts)
  if (!onRecord) context.refused.set(connection, dead)
  // What was heard is known here alone until it is on record: one failed read must not keep it from that.
  const { tokens, lease } = await insistently(() => context.store.read(connection))
  // Whose lease ran out while it slept may have been followed by one whose answer was lost.
  const doubt = lease.fence === held.lease.fence ? held.lease.doubt : lease.doubt
  if (doubt && samePair(doubt, facts)) dead.doubt ??= doubt
  // Or they were refused as well: then the lost answer is on record with that.
  if (lease.dead?.doubt && isDead(lease.dead, facts)) dead.doubt ??= lease.dead.doubt
  const present = tokens === undefined ? undefined : readFacts(tokens)
  const rescued = await rescuedSets(context, connection)
  const inherited = rescued.some((set) => isHeir(set, stored.record))
  if (!present || isTombstone(present) || !samePair(present, facts) || inherited) {
    await held.release({})
    return 'again'
  }
  const spare = await untriedSpare(context, stored.record, rescued).catch(async (error: unknown) => {
    // What cannot be opened here may still help. What was refused is put on record all the same, or it would be sent again.
    if (!onRecord) await bury(context, held, connection, dead)
    throw error
  })
  if (spare) {
    await promoteSpare(context, held, stored, spare)
    return 'again'
  }
  const error = reauthorizationRequired(facts, dead)
  if (onRecord) return { error, doubtful: false }
  await bury(context, held, connection, dead)
  const { generation } = facts
  context.emit({ type: 'reauthorization-required', connection, generation, cause: causeOf(error) })
  return { error, doubtful: false }
}

/** Puts on record that a set is dead. Until the store has taken that, this process remembers it. */
async function bury(context: Context, held: HeldLease, connection: string, dead: Dead): Promise<void> {
  const noted = await held.release({ dead, doubt: null, backoff: null })
  if (noted) context.refused.delete(connection)
}

/** Everything else closes the intent with a back-off; what may have reached a single-use provider leaves a doubt. */
async function settleFailure(
  context: Context,
  held: HeldLease,
  { record, standing }: Subject,
  adapter: ProviderAdapter,
  outcome: Exclude<RedeemOutcome, { kind: 'issued' }>,
): Promise<Redeemed> {
  const { facts } = record
  const { connection, lineage, generation } = facts
  const { clock, host } = context
  const failure = await failureOf(context, adapter, outcome)
  const storeNow = held.storeNow()
  const backoff = nextBackoff(held.lease.backoff, failure, storeNow, context.random)
  const known = samePair(held.lease.doubt, facts) ? held.lease.doubt : undefined
  const lost = outcome.kind === 'unknown' && sendsSingleUse(adapter, record)
  // The first lost answer is the one to tell of: a rescue can only lie where it was lost.
  const doubt = known ?? (lost ? { lineage, generation, at: clock.now(), host } : undefined)
  const retryAt = new Date(Math.ceil(clock.now() + (backoff.until - storeNow)))
  let error = outcomeError(facts, outcome, retryAt)
  const told = isOfClient(outcome) ? standing.failed(failure, storeNow) : undefined
  try {
    // An intent that stays on record lapses into the same doubt; where there is none, this process goes on telling.
    await held.release({ backoff, ...(doubt && { doubt }) }, outcome.kind !== 'unknown')
  } catch (failure) {
    if (!(failure instanceof OAuthTokensError)) throw failure
    error = failure
  }
  await told
  const type = lost ? 'in-doubt' : 'refresh-failed'
  context.emit({ type, connection, generation, cause: causeOf(error) })
  return { error, doubtful: doubt !== undefined }
}

/** Whether other connections of the same client would be answered the same. */
function isOfClient(outcome: RedeemOutcome): boolean {
  return outcome.kind === 'refused' || (outcome.kind === 'throttled' && outcome.scope === 'client')
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
