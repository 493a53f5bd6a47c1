import { makeManager, makeStore } from '../../src/compose.ts'
import type { RedeemOutcome } from '../../src/index.ts'
import { memoryStore, type ProviderAdapter, type TokenManager, type TokenStore } from '../../src/index.ts'
import { silent } from '../../src/logger.ts'
import { providerSource } from '../../src/provider/provider-source.ts'
import type { Rescue, RescuedSet } from '../../src/rescue/rescue.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { decodeRecord, isTombstone, readFacts } from '../../src/tokens/token-record.ts'
import { fakeProvider } from './fake-provider.ts'
import { memoryRescue } from './memory-rescue.ts'
import { plainCipher } from './plain-cipher.ts'
import { type RotatingServer, rotatingServer } from './rotating-server.ts'
import { type SimulatedProcess, type Step, simulatedProcess } from './simulated-process.ts'
import { type StoreMethod, tampered } from './tampered.ts'

export const account = 'fake:account-1'

/** What happens to one request to the provider. */
export type Fate = 'answered' | 'answer-lost' | 'request-lost' | 'throttled' | 'not-sent'
/** What happens to one call of the store: `applied` and `dropped` throw, after or before the operation. */
export type StoreFate = 'answered' | 'applied' | 'dropped'

export interface Weather {
  provider(): Fate
  store(method: StoreMethod): StoreFate
}

export const fairWeather: Weather = { provider: () => 'answered', store: () => 'answered' }

/** One machine: what outlives its processes, and the watch that is kept over it. */
export interface Machine {
  clock: ReturnType<typeof fakeClock>
  store: TokenStore
  rescue: ReturnType<typeof memoryRescue>
  server: RotatingServer
  /** What must never happen and did: invariants by name. */
  violations: string[]
  boot(name: string, step: Step, weather?: Weather): { tokens: TokenManager; process: SimulatedProcess }
  storedConnection(): Promise<'absent' | 'tombstone' | 'live'>
  /** The refresh token that is stored. */
  storedRefreshToken(): Promise<string | undefined>
}

export function machine(sabotage: (store: TokenStore) => TokenStore = (store) => store): Machine {
  const clock = fakeClock()
  const plain = memoryStore(clock)
  const store = sabotage(plain)
  const rescue = memoryRescue()
  const server = rotatingServer()
  const { violations } = server
  const processes = new Map<string, SimulatedProcess>()
  const alive = (name: string) => processes.get(name)?.alive ?? false

  const refreshTokenOf = async (tokens: string) =>
    (await decodeRecord(tokens, plainCipher, account)).secrets.refreshToken
  const watch = historyWatch(violations)
  const observed = async (method: StoreMethod, apply: () => Promise<unknown>, args: readonly unknown[]) => {
    const answer = await apply()
    if (method === 'save' && answer) {
      const next = args[2] as string
      watch(next)
      const token = isTombstone(readFacts(next)) ? undefined : await refreshTokenOf(next)
      if (token) server.durable.add(token)
    }
    const note = (args[2] ?? {}) as { dead?: unknown }
    if (method === 'release' && answer && note.dead) {
      const { tokens } = await plain.read(account)
      const token = tokens && (await refreshTokenOf(tokens))
      if (token) server.buried.add(token)
    }
    return answer
  }

  return {
    clock,
    store: plain,
    rescue,
    server,
    violations,
    async storedConnection() {
      const { tokens } = await plain.read(account)
      if (tokens === undefined) return 'absent'
      return isTombstone(readFacts(tokens)) ? 'tombstone' : 'live'
    },
    async storedRefreshToken() {
      const { tokens } = await plain.read(account)
      return tokens === undefined || isTombstone(readFacts(tokens)) ? undefined : refreshTokenOf(tokens)
    },
    boot(name, step, weather = fairWeather) {
      const process = simulatedProcess(name, step)
      processes.set(name, process)
      const own = tampered(store, (method, apply, args) => {
        if (method.endsWith('History')) return process.alive ? apply() : new Promise(() => {})
        const fate = weather.store(method)
        return process.call(`store.${method}`, async () => {
          const answer = fate === 'dropped' ? undefined : await observed(method, apply, args)
          if (fate !== 'answered') {
            server.storeFailed(name)
            throw new Error('the store is away')
          }
          return answer
        })
      })
      const folder: Rescue = {
        keep: (set) => process.call('rescue.keep', () => keep(set)),
        find: (connection) => process.call('rescue.find', () => rescue.find(connection)),
        remove: (set) => process.call('rescue.remove', () => rescue.remove(set)),
      }
      const keep = async (set: RescuedSet) => {
        await rescue.keep(set)
        const token = await refreshTokenOf(set.tokens)
        if (token) server.durable.add(token)
      }
      const adapter: ProviderAdapter = {
        ...fakeProvider().adapter,
        async refresh({ refreshToken, timeout }) {
          const fate = weather.provider()
          const close = server.open(refreshToken, name, alive)
          const unanswered: RedeemOutcome = { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }
          let giveUp = () => {}
          const late = new Promise<RedeemOutcome>((resolve) => {
            giveUp = clock.schedule(() => {
              close()
              if (process.alive) resolve(unanswered)
            }, timeout)
          })
          const answer = process.call('provider.refresh', async (): Promise<RedeemOutcome> => {
            if (fate === 'not-sent')
              return { kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }
            if (fate === 'request-lost') return unanswered
            if (fate === 'throttled')
              return { kind: 'throttled', code: 'slow_down', message: 'Slow down.', retryAfter: 2 }
            const outcome = server.redeem(refreshToken)
            return fate === 'answer-lost' ? unanswered : outcome
          })
          const outcome = await Promise.race([answer, late])
          giveUp()
          close(outcome)
          return outcome
        },
      }
      const options = { providers: [adapter], clock, store: own }
      const bounded = makeStore(options, clock)
      const tokens = makeManager(options, {
        clock,
        store: bounded,
        cipher: async () => plainCipher,
        rescue: folder,
        providers: providerSource([adapter], bounded, false),
        logger: silent,
      })
      return { tokens, process }
    },
  }
}

/** I3: within a lineage generations only rise, and a lineage that was replaced never comes back. */
function historyWatch(violations: string[]): (tokens: string) => void {
  const past = new Set<string>()
  let last: { lineage: string; generation: number } | undefined
  return (tokens) => {
    const { lineage, generation } = readFacts(tokens)
    if (lineage === '') return
    if (last?.lineage === lineage) {
      if (generation < last.generation)
        violations.push(`I3: generation ${last.generation} was overwritten by ${generation}`)
    } else {
      if (last) past.add(last.lineage)
      if (past.has(lineage)) violations.push('I3: a lineage that was replaced came back')
    }
    last = { lineage, generation }
  }
}
