import type { Clock } from '../clock.ts'
import { errorName } from '../error-name.ts'
import { OAuthTokensError } from '../errors.ts'
import { type Phrase, phrase } from '../phrase.ts'
import type { TokenStore } from '../store/token-store.ts'
import { tellsErrors } from './error-check.ts'
import { clockOf, durabilityOf, guaranteeOf, latencyOf } from './facts-checks.ts'
import { excludes } from './lease-check.ts'
import { takesOnce } from './once-check.ts'
import { Hazard, type StoreCheck, type StoreCheckName } from './store-check.ts'
import { tellsChanges } from './telling-check.ts'
import { makeTrial, type Trial } from './trial.ts'
import { comparesAndSets, readsBack } from './writing-checks.ts'

export interface CheckedStore {
  store: TokenStore
  clock: Clock
  /** The same data through a new connection, which the check closes. */
  another?: (() => TokenStore) | undefined
}

/**
 * Tries on the live store whether it has one of the hazards that cost tokens elsewhere. Everything is done under keys
 * of its own, which are shown to nobody and removed afterwards. Never throws: a store that fails is a result.
 */
export async function checkStore({ store, clock, another }: CheckedStore): Promise<StoreCheck[]> {
  const reached = await attempt('reachable', async () => {
    await store.readNote('oauth-tokens-check')
    return phrase`The store ${store.description} answers.`
  })
  if (!reached.ok) return [reached]
  const other = another?.()
  const trial = makeTrial(store, other ?? store, clock)
  try {
    return [reached, ...(await tried(trial, another)), ...(await facts(trial)), await cleanedUp(trial)]
  } finally {
    await other?.close().catch(() => {})
  }
}

async function tried(trial: Trial, another: CheckedStore['another']): Promise<StoreCheck[]> {
  return [
    await attempt('read-back', () => readsBack(trial)),
    await attempt('compare-and-set', () => comparesAndSets(trial)),
    await attempt('lease', () => excludes(trial)),
    await attempt('take-once', () => takesOnce(trial)),
    await attempt('changes', () => tellsChanges(trial)),
    await attempt('errors', () => tellsErrors(trial, another)),
  ]
}

async function facts(trial: Trial): Promise<StoreCheck[]> {
  const { store } = trial
  const told = async (check: StoreCheckName, ask: () => Promise<StoreCheck | StoreCheck[]>) => {
    try {
      return await ask()
    } catch (error) {
      return failed(check, error)
    }
  }
  return [
    guaranteeOf(store),
    await told('durability', () => durabilityOf(store)),
    await told('clock', () => clockOf(trial)),
    await told('latency', () => latencyOf(trial)),
  ].flat()
}

async function cleanedUp(trial: Trial): Promise<StoreCheck> {
  return attempt('clean-up', async () => {
    const left = await trial.cleanUp()
    if (left.length === 0) return phrase`Nothing of this test is left in the store.`
    throw new Hazard(
      phrase`Of this test is left: ${left.join(', ')}. It is shown to nobody, and does no harm.`,
      phrase`Give this user the right to delete what it wrote.`,
    )
  })
}

async function attempt(check: StoreCheckName, work: () => Promise<Phrase>): Promise<StoreCheck> {
  try {
    return { check, ok: true, detail: await work() }
  } catch (error) {
    return failed(check, error)
  }
}

function failed(check: StoreCheckName, error: unknown): StoreCheck {
  if (error instanceof Hazard) return { check, ok: false, detail: error.detail, advice: error.advice }
  // Ours say themselves what to do; others might quote what was sent.
  const detail =
    error instanceof OAuthTokensError
      ? (error.phrase ?? error.message)
      : phrase`The store failed with an unexpected ${errorName(error)}.`
  return {
    check,
    ok: false,
    detail,
    advice: phrase`Set right what keeps the store from answering, then check again.`,
  }
}
