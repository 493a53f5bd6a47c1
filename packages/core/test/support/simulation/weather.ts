import type { OAuthTokensError } from '../../../src/index.ts'
import { ask, found } from './callers.ts'
import { account, type Booted, type Machine, machine, type Sabotage } from './machine.ts'
import { recover } from './recover.ts'
import type { Storm } from './storm.ts'

interface Call {
  booted: Booted
  settled: boolean
}

/** Runs a storm, and answers what should never have happened. */
export async function weather(storm: Storm, sabotage?: Sabotage): Promise<string[]> {
  const { stackTraceLimit } = Error
  // Errors are made by the thousand, and nobody reads where.
  Error.stackTraceLimit = 0
  try {
    return await run(storm, sabotage)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

async function run(storm: Storm, sabotage: Sabotage | undefined): Promise<string[]> {
  const { schedule, kind, hosts } = storm
  const at = machine({ kind, hosts, sabotage })
  await found(at)

  const fates = { provider: [...storm.provider], store: [...storm.store], rescue: [...storm.rescue] }
  const faults = {
    provider: () => fates.provider.shift() ?? 'answered',
    store: () => (begun && fates.store.shift()) || 'answered',
    rescue: () => fates.rescue.shift() ?? 'kept',
  } as const
  let begun = false
  const stops = [...storm.stops]
  const step = async (label: string) => {
    if (!begun) return
    await schedule.schedule(Promise.resolve(), label)
    const index = stops.findIndex(
      (stop) => label.startsWith(`p${stop.process} `) && label.endsWith(stop.step),
    )
    const [stop] = index < 0 ? [] : stops.splice(index, 1)
    if (stop) processes[stop.process]?.process.stop(stop.duration)
  }
  const boot = (index: number) => at.boot(`p${index}`, step, faults, index % hosts)
  const processes = Array.from({ length: storm.processes }, (_, index) => boot(index))
  const all = [...processes]
  // A sabotaged build may fail here already.
  const warm = ({ tokens }: Booted) => tokens.getAccessToken(account).catch(() => {})
  if (storm.warm) await Promise.all(processes.map(warm))
  else at.clock.advance(3_600_000)
  begun = true

  const calls: Call[] = []
  const now = <Planned extends { after: number }>(plans: readonly Planned[], count: number) =>
    plans.filter(({ after }) => after === count)
  const strike = (count: number) => {
    for (const { process, arrives, reboots } of now(storm.crashes, count)) {
      processes[process]?.process.crash(arrives)
      if (!reboots || !processes[process]) continue
      processes[process] = boot(process)
      all.push(processes[process])
    }
    for (const { process, ms } of now(storm.jumps, count)) {
      at.clockJumped = true
      processes[process]?.process.clock.jump(ms)
    }
    for (const { process, wish } of now(storm.callers, count)) {
      const booted = processes[process % processes.length]
      if (!booted?.process.alive) continue
      const call = { booted, settled: false }
      calls.push(call)
      ask(at, booted, wish)
        .catch((error: unknown) => at.violations.push(`I4: a caller got ${told(error)}`))
        .finally(() => {
          call.settled = true
        })
    }
  }

  const last = Math.max(0, ...storm.callers.map(({ after }) => after))
  const busy = () => calls.some(({ booted, settled }) => booted.process.alive && !settled)
  for (let count = 0, idle = 0; count <= last || busy(); count++) {
    strike(count)
    if (schedule.count() === 0) {
      await at.pass(500)
      if (++idle > 2_000) return [...at.violations, 'I4: a caller never got an answer']
      continue
    }
    await schedule.waitNext(1)
    await at.pass(storm.time[count] ?? 0)
  }
  await settle(at, storm)
  for (const { process } of all) process.crash(false)
  await recover(at)
  return at.violations
}

/** What is left: saves that go on in the background, and what arrives late. */
async function settle(at: Machine, { schedule }: Storm): Promise<void> {
  for (let round = 0; round < 4; round++) {
    while (schedule.count() > 0) {
      await schedule.waitNext(1)
      await at.pass(0)
    }
    await at.pass(12_000)
  }
}

function told(error: unknown): string {
  const { name, message } = error as OAuthTokensError
  return `${name}: ${message}`
}
