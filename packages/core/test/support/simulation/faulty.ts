import type { ProviderAdapter, RedeemOutcome, TokenStore } from '../../../src/index.ts'
import type { Rescue } from '../../../src/rescue/rescue.ts'
import { fakeProvider } from '../fake-provider.ts'
import { type StoreMethod, tampered } from '../tampered.ts'
import type { Ledger } from './ledger.ts'
import type { SimulatedProcess } from './process.ts'
import type { AuthorizationServer, ProviderKind } from './server.ts'

/** What happens to one request to the provider. */
export type Fate =
  | 'answered'
  | 'answer-lost'
  | 'request-lost'
  /** It acts when its client has given up. */
  | 'acts-late'
  | 'throttled'
  | 'not-sent'
  /** It refuses the app, not the grant. */
  | 'client-refused'
  /** The owner took the consent back. */
  | 'revoked'
/** What happens to one call of the store: it throws after, before or long before the operation. */
export type StoreFate = 'answered' | 'applied' | 'dropped' | 'late'

export interface Weather {
  provider(): Fate
  store(method: StoreMethod): StoreFate
  /** Whether the rescue folder takes a set. */
  rescue(): 'kept' | 'full'
}

export const fairWeather: Weather = {
  provider: () => 'answered',
  store: () => 'answered',
  rescue: () => 'kept',
}

/** The store as one process sees it: each call is two steps, and may fail. */
export function faultyStore(store: TokenStore, process: SimulatedProcess, weather: Weather): TokenStore {
  const around = (method: StoreMethod, apply: () => Promise<unknown>) => {
    const fate = weather.store(method)
    if (fate === 'late') process.callApart(`store.${method}`, apply)
    return process.call(`store.${method}`, async () => {
      const answer = fate === 'answered' || fate === 'applied' ? await apply() : undefined
      if (fate !== 'answered') throw new Error('the store is away')
      return answer
    })
  }
  return {
    ...tampered(store, around),
    // Nothing is decided by it.
    readHistory: async () => undefined,
    writeHistory: async () => {},
  }
}

export function faultyRescue(rescue: Rescue, process: SimulatedProcess, weather: Weather): Rescue {
  return {
    keep: (set) =>
      process.call('rescue.keep', async () => {
        if (weather.rescue() === 'full') throw new Error('no space left')
        await rescue.keep(set)
      }),
    find: (connection) => process.call('rescue.find', () => rescue.find(connection)),
    all: () => process.call('rescue.all', () => rescue.all()),
    remove: (set) => process.call('rescue.remove', () => rescue.remove(set)),
  }
}

const unanswered: RedeemOutcome = { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }

/** The provider as one process sees it. */
export function faultyProvider(
  server: AuthorizationServer,
  ledger: Ledger,
  kind: ProviderKind,
  process: SimulatedProcess,
  weather: Weather,
): ProviderAdapter {
  const act = async (fate: Fate, refreshToken: string): Promise<RedeemOutcome> => {
    const code = 'slow_down'
    if (fate === 'not-sent') return { kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }
    if (fate === 'throttled') return { kind: 'throttled', code, message: 'Slow down.', retryAfter: 2 }
    if (fate === 'client-refused')
      return { kind: 'refused', refusal: 'client', code: 'invalid_client', message: 'Who is that?' }
    if (fate === 'request-lost') return unanswered
    if (fate === 'revoked') server.revoke(refreshToken)
    if (fate === 'acts-late') process.callApart('provider.refresh', async () => server.redeem(refreshToken))
    const outcome = fate === 'acts-late' ? unanswered : server.redeem(refreshToken)
    return fate === 'answer-lost' ? unanswered : outcome
  }
  return {
    ...fakeProvider(kind).adapter,
    exchange: () =>
      process.call('provider.exchange', async () => ({ kind: 'issued', grant: server.newGrant() })),
    async refresh({ refreshToken, timeout }) {
      const fate = weather.provider()
      // Between the last look at the clock and the first byte a process can be stopped, too.
      await process.call('sending', async () => {})
      const close = ledger.open(refreshToken, process)
      let giveUp = () => {}
      const late = new Promise<RedeemOutcome>((resolve) => {
        giveUp = process.clock.schedule(() => {
          close()
          resolve(unanswered)
        }, timeout)
      })
      const answer = process.call('provider.refresh', () => act(fate, refreshToken))
      const outcome = await Promise.race([answer, late])
      giveUp()
      close(outcome)
      return outcome
    },
  }
}
