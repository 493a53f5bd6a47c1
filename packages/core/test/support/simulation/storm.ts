import fc from 'fast-check'
import type { Wish } from './callers.ts'
import type { Fate, StoreFate } from './faulty.ts'
import type { ProviderKind } from './server.ts'

/** When, in steps from the beginning. */
interface Moment {
  process: number
  after: number
}

/** One run of several processes on one store: who asks what, what goes wrong, and in which order all steps happen. */
export interface Storm {
  schedule: fc.Scheduler
  kind: ProviderKind
  processes: number
  /** With a rescue folder each; processes are dealt out to them. */
  hosts: number
  /** Everybody has a token in memory that has not expired. Else it has, and nobody has it. */
  warm: boolean
  callers: (Moment & { wish: Wish })[]
  crashes: (Moment & { arrives: boolean; reboots: boolean })[]
  /** Once, when the process passes such a step. */
  stops: { process: number; step: string; duration: number }[]
  jumps: (Moment & { ms: number })[]
  provider: Fate[]
  store: StoreFate[]
  rescue: ('kept' | 'full')[]
  /** Milliseconds that pass after a step. */
  time: number[]
}

const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  )
const list = <Value>(of: fc.Arbitrary<Value>, maxLength: number, minLength = 0) =>
  fc.array(of, { minLength, maxLength, size: 'max' })

const process = fc.nat(3)
const hour = 3_600_000
/** Longer than a store may take, a call of the provider, and an intent, but not than a caller waits; ms. */
const durations = [3_000, 25_000, 40_000, 40_000]
const steps = ['acquire <', 'spend <', 'sending <', 'sending <', 'sending <', 'provider.refresh <', 'save <']
const wishes: Wish[] = [
  'plain',
  'plain',
  'plain',
  'rejected',
  'min-ttl',
  'forced',
  'forced',
  'import',
  'login',
  'keep-fresh',
]

export const storms: fc.Arbitrary<Storm> = fc.record({
  schedule: fc.scheduler(),
  kind: fc.record({
    refreshTokens: mostly<ProviderKind['refreshTokens']>('single-use', 'reusable'),
    newAccessTokenRevokesOld: fc.boolean(),
  }),
  processes: fc.integer({ min: 2, max: 4 }),
  hosts: mostly(1, 2),
  warm: fc.boolean(),
  callers: list(
    fc.record({
      process,
      after: mostly(0, 5, 20, 40, 80),
      wish: fc.oneof(
        { weight: 30, arbitrary: fc.constantFrom(...wishes) },
        { weight: 1, arbitrary: fc.constant<Wish>('forget') },
      ),
    }),
    10,
    2,
  ),
  crashes: list(fc.record({ process, after: fc.nat(60), arrives: fc.boolean(), reboots: fc.boolean() }), 3),
  stops: list(
    fc.record({
      process: fc.nat(1),
      step: fc.constantFrom(...steps),
      duration: fc.constantFrom(...durations),
    }),
    2,
  ),
  jumps: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Storm['jumps']>([]) },
    {
      weight: 1,
      arbitrary: list(
        fc.record({ process, after: fc.nat(40), ms: fc.constantFrom(-72, -3, 3, 72).map((h) => h * hour) }),
        2,
        1,
      ),
    },
  ),
  provider: list(
    fc.constantFrom<Fate>(
      'answered',
      'answered',
      'answered',
      'answered',
      'answer-lost',
      'request-lost',
      'acts-late',
      'throttled',
      'not-sent',
      'client-refused',
      'revoked',
      'revoked',
    ),
    8,
  ),
  store: list(mostly<StoreFate>('answered', 'answered', 'applied', 'dropped', 'late'), 60),
  rescue: list(mostly<'kept' | 'full'>('kept', 'full'), 4),
  time: list(mostly(0, 0, 100, 1_000, 3_000), 60),
})
