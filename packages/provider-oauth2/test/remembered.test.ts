import type { Clock } from '@oauth-tokens/core'
import { describe, expect, it } from 'vitest'
import { remembered } from '../src/remembered.ts'
import { timeSpent } from '../src/time-spent.ts'

const hour = 3_600_000

function handClock() {
  const at = { monotonic: 0, wall: 0 }
  const clock: Clock = { now: () => at.wall, monotonic: () => at.monotonic, schedule: () => () => {} }
  return { at, clock }
}

describe('what a server said of itself', () => {
  it('is asked for again after a day, while the old answer goes on being used', async () => {
    const { at, clock } = handClock()
    const answers = ['old', new Error('down'), 'new']
    let asked = 0
    const get = remembered(async () => {
      const answer = answers[asked++]
      if (answer instanceof Error) throw answer
      return answer
    }, clock)
    expect(await get(1000)).toBe('old')
    at.monotonic += 23 * hour
    expect(await get(1000)).toBe('old')
    expect(asked).toBe(1)
    at.monotonic += 2 * hour
    expect(await get(1000)).toBe('old')
    expect(await get(1000)).toBe('old')
    expect(asked).toBe(2)
    at.monotonic += 25 * hour
    expect(await get(1000)).toBe('old')
    await new Promise(setImmediate)
    expect(await get(1000)).toBe('new')
  })
})

describe('the time that a call has taken', () => {
  it('counts what a machine slept, and what its clock was set back', () => {
    const { at, clock } = handClock()
    const spent = timeSpent(clock)
    at.monotonic += 5
    at.wall += 60_000
    expect(spent()).toBe(60_000)
    at.wall -= 120_000
    expect(spent()).toBe(60_000)
    at.monotonic += 70_000
    expect(spent()).toBe(70_005)
  })
})
