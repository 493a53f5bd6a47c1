import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'
import type { BenchProcess, Call } from './process.ts'
import type { World } from './world.ts'

/** How a row ended, after the fault was taken back. */
export interface Recovery {
  /** Milliseconds until every process had a token that the provider takes. Absent: never. */
  took?: number
  /** And until the refresh token was spent again, with every process knowing of it, ms. */
  refreshed?: number
  /** The owner had to consent again: the tokens were lost. */
  consented: boolean
  /** Sentences about what did not come back. */
  broken: string[]
}

/** All this, ms, is more than any lease, back-off or retry in a row takes. */
const longest = 20_000
/** What says so for this long, with nothing wrong any more, will not come back by itself; ms. */
const settled = 2_500

/** Asks until every process and a new one have a live token, then spends the refresh token to prove that it is there. */
export async function recover(world: World, fault: Fault): Promise<Recovery> {
  const began = Date.now()
  const heir = await world.start('heir')
  const processes = world.processes.filter(({ killed }) => !killed)
  if (fault.ends === 'forgotten') return staysForgotten(world, processes)

  const recovery: Recovery = { consented: false, broken: [] }
  let hopeless: number | undefined
  for (;;) {
    const calls = await Promise.all(processes.map((one) => one.call('getTokenSet', world.connection)))
    if (calls.every((call) => isLive(world, call))) break
    const now = Date.now()
    if (now - began > longest) {
      recovery.broken.push(...calls.filter((call) => !isLive(world, call)).map(stillWithout))
      return recovery
    }
    hopeless = calls.every(asksForConsent) ? (hopeless ?? now) : undefined
    const gone = fault.ends === 'emptied' && calls.at(-1)?.answer?.error?.name === 'ConnectionNotFoundError'
    if (!recovery.consented && (gone || (hopeless !== undefined && now - hopeless > settled))) {
      recovery.consented = true
      await world.login(heir)
    }
    await sleep(100)
  }
  recovery.took = Date.now() - began
  recovery.broken.push(...(await spendOnce(world, heir, processes)))
  recovery.refreshed = Date.now() - began
  return recovery
}

/** The refresh token is the right one, and everybody learns of the newest token. */
async function spendOnce(
  world: World,
  heir: BenchProcess,
  processes: readonly BenchProcess[],
): Promise<string[]> {
  const began = Date.now()
  for (;;) {
    const { answer } = await heir.call('refresh', world.connection)
    if (answer?.value) break
    // A lease that an unanswered attempt has left behind has to run out first.
    if (answer?.error?.name === 'ReauthorizationRequiredError' || Date.now() - began > longest)
      return [`I2: the refresh token that was kept is of no use: ${answer?.error?.message}`]
    await sleep(100)
  }
  // More than the second within which a newer token has to be known everywhere.
  await sleep(2_000)
  const calls = await Promise.all(processes.map((one) => one.call('getTokenSet', world.connection)))
  return calls
    .filter((call) => !isLive(world, call))
    .map(
      ({ process }) =>
        `I4: ${process.name} hands out a dead token two seconds after another process refreshed`,
    )
}

async function staysForgotten(world: World, processes: readonly BenchProcess[]): Promise<Recovery> {
  const began = Date.now()
  // A late answer would have been stored by now.
  await sleep(1_000)
  const calls = await Promise.all(processes.map((one) => one.call('getTokenSet', world.connection)))
  const broken = calls
    .filter(({ answer }) => answer?.error?.name !== 'ConnectionNotFoundError')
    .map(({ process, answer }) => `I3: forgotten, and yet ${process.name} got ${outcomeOf(answer)}`)
  return { took: Date.now() - began - 1_000, consented: false, broken }
}

function isLive(world: World, { answer, asked }: Call): boolean {
  return answer?.value !== undefined && world.watch.wasAlive(answer.value.accessToken, asked)
}

function asksForConsent({ answer }: Call): boolean {
  return answer?.error?.name === 'ReauthorizationRequiredError'
}

function stillWithout({ process, answer }: Call): string {
  return `I4: ${process.name} has no live token ${longest / 1000} s after the fault ended, but ${outcomeOf(answer)}`
}

function outcomeOf(answer: Call['answer']): string {
  if (answer?.error) return `${answer.error.name} (${answer.error.message})`
  return answer?.value ? `a token of generation ${answer.value.generation}` : 'nothing'
}
