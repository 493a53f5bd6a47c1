import { makeManager, makeStore } from '../../../src/compose.ts'
import { memoryStore, type TokenManager, type TokenStore } from '../../../src/index.ts'
import { silent } from '../../../src/logger.ts'
import { providerSource } from '../../../src/provider/provider-source.ts'
import type { Rescue } from '../../../src/rescue/rescue.ts'
import { type FakeClock, fakeClock } from '../../../src/testing/index.ts'
import { decodeRecord, isTombstone, readFacts, type TokenRecord } from '../../../src/tokens/token-record.ts'
import { memoryRescue } from '../memory-rescue.ts'
import { plainCipher } from '../plain-cipher.ts'
import { turns } from '../turns.ts'
import { fairWeather, faultyProvider, faultyRescue, faultyStore, type Weather } from './faulty.ts'
import { type Ledger, ledger } from './ledger.ts'
import { type SimulatedProcess, type Step, simulatedProcess } from './process.ts'
import { type AuthorizationServer, authorizationServer, type ProviderKind } from './server.ts'
import { timersFollow } from './timers.ts'
import { historyWatch, observedRescue, observedStore } from './watch.ts'

export const account = 'fake:account-1'

/** What a build that lacks something would make of its ports. */
export type Sabotage = (parts: { store: TokenStore; rescue: Rescue }) => { store: TokenStore; rescue: Rescue }

export interface Booted {
  tokens: TokenManager
  process: SimulatedProcess
}

/** What outlives the processes, and the watch that is kept over it. */
export interface Machine {
  clock: FakeClock
  server: AuthorizationServer
  ledger: Ledger
  /** One of each host. */
  rescues: ReturnType<typeof memoryRescue>[]
  /** What must never happen and did: invariants by name. */
  violations: string[]
  /** Somebody was asked to forget the connection. */
  forgetting: boolean
  /** Some process had a wrong wall clock. */
  clockJumped: boolean
  boot(name: string, step: Step, weather?: Weather, host?: number): Booted
  stored(): Promise<'absent' | 'tombstone' | TokenRecord>
  /** Time goes by, and everybody goes on who waits for nothing else. */
  pass(ms: number, step?: number): Promise<void>
}

export interface MachineParts {
  kind?: ProviderKind
  hosts?: number
  sabotage?: Sabotage | undefined
}

export const strictest: ProviderKind = { refreshTokens: 'single-use', newAccessTokenRevokesOld: true }

export function machine({ kind = strictest, hosts = 1, sabotage }: MachineParts = {}): Machine {
  const clock = fakeClock()
  timersFollow(clock)
  const violations: string[] = []
  const server = authorizationServer(kind)
  const book = ledger(server, clock, violations)
  const plain = memoryStore(clock)
  const rescues = Array.from({ length: hosts }, memoryRescue)
  const open = (tokens: string) => decodeRecord(tokens, plainCipher, account)
  const watch = historyWatch(violations)
  const store = observedStore(plain, {
    async saved(tokens) {
      watch(tokens)
      if (isTombstone(readFacts(tokens))) book.forgotten()
      else book.took('store', (await open(tokens)).secrets)
    },
    async buried(tokens) {
      if (!isTombstone(readFacts(tokens))) book.buried((await open(tokens)).secrets.refreshToken)
    },
  })
  const folders = rescues.map((rescue, host) =>
    observedRescue(rescue, async (tokens) => book.took(host, (await open(tokens)).secrets)),
  )

  const at: Machine = {
    clock,
    server,
    ledger: book,
    rescues,
    violations,
    forgetting: false,
    clockJumped: false,
    async stored() {
      const { tokens } = await plain.read(account)
      if (tokens === undefined) return 'absent'
      return isTombstone(readFacts(tokens)) ? 'tombstone' : open(tokens)
    },
    async pass(ms, step = ms) {
      for (let left = ms; ; left -= step) {
        clock.advance(Math.min(step, Math.max(left, 0)))
        await turns(1)
        if (left <= step) return
      }
    },
    boot(name, step, weather = fairWeather, host = 0) {
      const process = simulatedProcess(name, host, clock, step)
      const parts = { store, rescue: folders[host] ?? memoryRescue() }
      const { store: bare, rescue } = sabotage ? sabotage(parts) : parts
      const noted: TokenStore = {
        ...bare,
        async spend(...args) {
          const recorded = await bare.spend(...args)
          if (recorded) process.intendedAt = clock.monotonic()
          return recorded
        },
      }
      const adapter = faultyProvider(server, book, kind, process, weather)
      const options = {
        providers: [adapter],
        clock: process.clock,
        store: faultyStore(noted, process, weather),
      }
      const bounded = makeStore(options, process.clock)
      const tokens = makeManager(options, {
        clock: process.clock,
        store: bounded,
        cipher: async () => plainCipher,
        rescue: faultyRescue(rescue, process, weather),
        providers: providerSource([adapter], bounded, false),
        logger: silent,
      })
      return { tokens, process }
    },
  }
  return at
}
