import fc from 'fast-check'
import {
  OAuthTokensError,
  ReauthorizationRequiredError,
  type TokenManager,
  type TokenSet,
  type TokenStore,
} from '../../src/index.ts'
import type { SimulatedProcess } from './simulated-process.ts'
import { account, type Fate, fairWeather, type Machine, machine, type StoreFate } from './simulation.ts'
import { pass, passingTime, turns } from './turns.ts'

type Wish = 'plain' | 'rejected' | 'min-ttl' | 'forced' | 'import'

/** One run of several processes on one store: who asks what, what goes wrong, and in which order all steps happen. */
export interface Storm {
  schedule: fc.Scheduler
  callers: { process: number; wish: Wish }[]
  crashes: { process: number; after: number; arrives: boolean }[]
  provider: Fate[]
  store: StoreFate[]
  /** Milliseconds that pass after a step. */
  time: number[]
}

const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  )

export const storms: fc.Arbitrary<Storm> = fc.record({
  schedule: fc.scheduler(),
  callers: fc.array(
    fc.record({
      process: fc.nat(3),
      wish: fc.constantFrom<Wish>('plain', 'plain', 'rejected', 'min-ttl', 'forced', 'import'),
    }),
    { minLength: 2, maxLength: 10, size: 'max' },
  ),
  crashes: fc.array(fc.record({ process: fc.nat(3), after: fc.nat(60), arrives: fc.boolean() }), {
    maxLength: 3,
  }),
  provider: fc.array(mostly<Fate>('answered', 'answer-lost', 'request-lost', 'throttled', 'not-sent'), {
    maxLength: 8,
    size: 'max',
  }),
  store: fc.array(mostly<StoreFate>('answered', 'answered', 'applied', 'dropped'), {
    maxLength: 60,
    size: 'max',
  }),
  time: fc.array(mostly(0, 0, 100, 1_000, 3_000), { maxLength: 60, size: 'max' }),
})

/** Runs it, lets a fresh process recover what is left, and answers what should never have happened. */
export async function weather(storm: Storm, sabotage?: (store: TokenStore) => TokenStore): Promise<string[]> {
  const at = machine(sabotage)
  const { clock, violations } = at
  const fates = { provider: [...storm.provider], store: [...storm.store] }
  const faults = {
    provider: () => fates.provider.shift() ?? 'answered',
    store: () => fates.store.shift() ?? 'answered',
  }
  await found(at)
  clock.advance(3_600_000)

  const step = (label: string) => storm.schedule.schedule(Promise.resolve(), label).then(() => {})
  const processes = ['p0', 'p1', 'p2', 'p3'].map((name) => at.boot(name, step, faults))
  const waiting = new Set<SimulatedProcess>()
  const pending: { process: SimulatedProcess; settled: boolean }[] = []
  for (const { process: index, wish } of storm.callers) {
    const { tokens, process } = processes[index] as { tokens: TokenManager; process: SimulatedProcess }
    const call = { process, settled: false }
    pending.push(call)
    waiting.add(process)
    void step(`call ${wish}`)
      .then(() => (process.alive ? ask(at, tokens, wish) : undefined))
      .catch((error: unknown) => violations.push(`I4: a caller got ${String(error)}`))
      .finally(() => {
        call.settled = true
      })
  }

  const busy = () => pending.some(({ process, settled }) => process.alive && !settled)
  for (let count = 0, idle = 0; busy(); count++) {
    for (const { process, after, arrives } of storm.crashes) {
      if (after === count) processes[process]?.process.crash(arrives)
    }
    if (storm.schedule.count() > 0) {
      await storm.schedule.waitNext(1)
      await turns(1)
      const ms = storm.time[count] ?? 0
      if (ms > 0) await pass(clock, ms)
    } else {
      await pass(clock, 500)
      if (++idle > 2_000) return [...violations, 'I4: a caller never got an answer']
    }
  }

  // What is left: saves that go on in the background of those who live; then those stop too.
  for (let count = 0; count < 30; count++) {
    while (storm.schedule.count() > 0) {
      await storm.schedule.waitNext(1)
      await turns(1)
    }
    await pass(clock, 2_000)
  }
  for (const { process } of processes) process.crash(false)
  await recover(at)
  return violations
}

/** The connection as a login left it. */
export async function found(at: Machine): Promise<void> {
  const { tokens, process } = at.boot('founder', async () => {})
  await importGrant(at, tokens)
  await turns()
  process.crash(false)
}

export async function importGrant({ server, clock }: Machine, tokens: TokenManager): Promise<void> {
  const refreshToken = server.newGrant()
  const issuedAt = new Date(clock.now())
  await tokens.import({
    provider: 'fake',
    account: 'account-1',
    accessToken: `access-${refreshToken}`,
    refreshToken,
    expiresIn: 3600,
    issuedAt,
  })
}

async function ask(at: Machine, tokens: TokenManager, wish: Wish): Promise<void> {
  const { clock, violations } = at
  let rejected: string | undefined
  try {
    if (wish === 'import') return await importGrant(at, tokens)
    let set: TokenSet
    if (wish === 'forced') set = await tokens.refresh(account)
    else if (wish === 'min-ttl') set = await tokens.getTokenSet(account, { minTtl: '30m' })
    else if (wish === 'rejected') {
      rejected = `access-${await at.storedRefreshToken()}`
      set = await tokens.getTokenSet(account, { rejected })
    } else set = await tokens.getTokenSet(account)
    if (set.accessToken === rejected) violations.push('I4: a rejected token was handed out')
    if ((set.expiresAt?.getTime() ?? 0) <= clock.now() - 60_000)
      violations.push('I4: an expired token was handed out')
  } catch (error) {
    if (!(error instanceof OAuthTokensError)) throw error
    await judge(at, error)
  }
}

/** I7, and the honest limit: only an answer that reached no durable slot asks for consent, and it says so. */
async function judge(
  { server, violations, storedRefreshToken }: Machine,
  error: OAuthTokensError,
): Promise<void> {
  if (!(error instanceof ReauthorizationRequiredError)) return
  const token = (await storedRefreshToken()) ?? ''
  if (server.works(token)) violations.push('I7: consent was asked for while the refresh token works')
  else if (!server.successorLost(token)) violations.push('I2: the newest token set is lost')
  if (error.code !== 'answer_lost') violations.push(`the lost answer is not named (${error.code})`)
}

/** A fresh process on the machine brings the connection to a token, or to the one error that is honest. */
export async function recover(at: Machine): Promise<void> {
  const { clock, server, violations, rescue } = at
  const { tokens } = at.boot('recovery', async () => {}, fairWeather)
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const { refreshToken } = await passingTime(clock, tokens.refresh(account))
      if (!server.works(refreshToken ?? '')) violations.push('I2: the stored refresh token is not the newest')
      if (refreshToken !== (await at.storedRefreshToken()))
        violations.push('I2: what was returned is not stored')
      if (rescue.sets.some((set) => set.lineage === undefined)) violations.push('rescue holds nonsense')
      return
    } catch (error) {
      if (!(error instanceof OAuthTokensError)) throw error
      if (error instanceof ReauthorizationRequiredError) return judge(at, error)
      if (!error.retryAt) violations.push(`I7: recovery failed for good with ${error.code}`)
      await pass(clock, Math.max(1, (error.retryAt?.getTime() ?? 0) - clock.now()))
    }
  }
  violations.push('I7: a transient failure never ended')
}
