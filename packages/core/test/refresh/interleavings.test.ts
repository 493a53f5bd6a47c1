import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sabotages } from '../support/simulation/sabotages.ts'
import { storms } from '../support/simulation/storm.ts'
import { realTimers } from '../support/simulation/timers.ts'
import { weather } from '../support/simulation/weather.ts'

const { INTERLEAVINGS, INTERLEAVINGS_SEED, INTERLEAVINGS_PATH } = process.env
const numRuns = Number(INTERLEAVINGS ?? 3_000)
/** Another one each time, told when something was found. */
const seed = Number(INTERLEAVINGS_SEED ?? randomInt(2 ** 31))

beforeEach(() => {
  // The order of steps is the schedule's alone, so that a failure is replayed by its seed.
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  realTimers()
  vi.restoreAllMocks()
})

describe('several processes on one store', () => {
  it('I1 I2 I3 I4 I5 I6 I7: hold in every order of steps, whatever goes wrong in between', async () => {
    let complaints: string[] = []
    const property = fc.asyncProperty(storms, async (storm) => {
      const heard = await weather(storm)
      // The smaller storms that are tried after a failure are well, as a rule.
      if (heard.length > 0) complaints = heard
      return heard.length === 0
    })
    const path = INTERLEAVINGS_PATH === undefined ? {} : { path: INTERLEAVINGS_PATH }
    const found = await fc.check(property, { numRuns, seed, ...path })
    realTimers()
    // The path of the smaller counterexample takes another schedule.
    const [place] = found.counterexamplePath?.split(':') ?? []
    const again = `INTERLEAVINGS_SEED=${found.seed} INTERLEAVINGS_PATH=${place}`
    expect(
      found.failed,
      `${complaints.join('\n')}\nagain with ${again}\n${fc.defaultReportMessage(found)}`,
    ).toBe(false)
    expect(found.numRuns).toBe(numRuns)
  }, 300_000)

  it.each(sabotages)(
    'are found out on a build that $title',
    async ({ sabotage, complaint, weather: rare }) => {
      const complaints: string[] = []
      const property = fc.asyncProperty(storms, async (storm) => {
        const found = await weather({ ...storm, ...rare }, sabotage)
        complaints.push(...found)
        return !found.some((each) => complaint.test(each))
      })
      const { failed } = await fc.check(property, { numRuns, seed, endOnFailure: true })
      realTimers()
      expect(failed, `seed ${seed}: ${[...new Set(complaints)].join('\n')}`).toBe(true)
    },
    300_000,
  )
})
