import { afterEach, describe, expect, it } from 'vitest'
import { found, importGrant } from '../support/simulation/callers.ts'
import { fairWeather, type Weather } from '../support/simulation/faulty.ts'
import { account, type Booted, type Machine, machine } from '../support/simulation/machine.ts'
import { recover } from '../support/simulation/recover.ts'
import { realTimers } from '../support/simulation/timers.ts'

afterEach(realTimers)

interface Course {
  title: string
  /** What happened before the process that will crash began. */
  before?: (at: Machine) => Promise<void>
  weather?: () => Weather
  act?: (at: Machine, victim: Booted) => Promise<unknown>
}

/** The next `failures` saves fail; the rest is fine. */
const failingSaves = (failures: number) => (): Weather => {
  let left = failures
  return { ...fairWeather, store: (method) => (method === 'save' && left-- > 0 ? 'dropped' : 'answered') }
}

/** A process that is asked for a token and dies at the step of that name. */
async function dies(at: Machine, label: string, weather: Weather): Promise<void> {
  const victim = at.boot(
    'earlier',
    async (step) => {
      if (step.endsWith(label)) victim.process.crash(true)
    },
    weather,
  )
  victim.tokens.getAccessToken(account).catch(() => {})
  await at.pass(0)
  await at.pass(1_000, 100)
}

const courses: Course[] = [
  { title: 'a refresh' },
  { title: 'a refresh whose saves fail at first', weather: failingSaves(2) },
  {
    title: 'a refresh whose answer is lost',
    weather: () => ({ ...fairWeather, provider: () => 'answer-lost' }),
  },
  {
    title: 'a redemption in doubt whose provider has rotated',
    before: async (at) => {
      await dies(at, 'provider.refresh <', fairWeather)
      await at.pass(40_000)
    },
  },
  {
    title: 'a promotion of what an earlier process rescued',
    before: async (at) => {
      await dies(at, 'rescue.keep <', failingSaves(99)())
      expect(at.rescues[0]?.sets).toHaveLength(1)
      await at.pass(40_000)
    },
  },
  { title: 'a new login', act: importGrant },
  { title: 'a new login whose saves fail at first', act: importGrant, weather: failingSaves(2) },
  { title: 'a forgetting', act: (_at, { tokens }) => tokens.forget(account) },
]

/** Runs a course and kills its process at step `fatal`; answers how many steps there were. */
async function run({ before, weather, act }: Course, fatal: number, arrives: boolean) {
  const at = machine()
  await found(at)
  at.clock.advance(3_600_000)
  await before?.(at)
  let steps = 0
  const count = async () => {
    steps += 1
    if (steps === fatal) victim.process.crash(arrives)
  }
  const victim = at.boot('victim', count, weather?.())
  const work = act ? act(at, victim) : victim.tokens.getAccessToken(account)
  work.catch(() => {})
  await at.pass(0)
  await at.pass(3_000, 100)
  victim.process.crash(false)
  return { at, steps }
}

describe.each(courses)('a process that dies during $title', (course) => {
  const forgetting = course.title === 'a forgetting'

  it('I1 I2 I3 I7: at every step loses nothing, but for an answer that reached no durable slot, which is then named', async () => {
    const { steps } = await run(course, 0, false)
    expect(steps).toBeGreaterThan(3)
    for (let fatal = 1; fatal <= steps; fatal++) {
      for (const arrives of [false, true]) {
        const { at } = await run(course, fatal, arrives)
        await at.pass(45_000, 5_000)
        const gone = forgetting && (await at.stored()) === 'tombstone'
        if (!gone) await recover(at)
        expect(
          at.violations,
          `killed at step ${fatal} of ${steps}, ${arrives ? 'after' : 'before'} it arrived`,
        ).toEqual([])
      }
    }
  })
})

describe('a process that dies between the provider and every durable slot', () => {
  it('leaves an error that says when and on which host an answer was lost', async () => {
    const at = machine()
    await found(at)
    at.clock.advance(3_600_000)
    await dies(at, 'provider.refresh <', fairWeather)
    await at.pass(40_000)
    const { tokens } = at.boot('recovery', async () => {})
    await expect(tokens.getAccessToken(account)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'answer_lost',
      message: expect.stringMatching(
        /lost at 2026-01-01T01:00:00.000Z on host \S+:.*login fake --account account-1/s,
      ),
    })
    // The refusal is remembered: nobody sends that token again.
    const sent = at.ledger.attempts.length
    await expect(tokens.getAccessToken(account)).rejects.toMatchObject({ code: 'answer_lost' })
    expect(at.ledger.attempts).toHaveLength(sent)
  })
})
