import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { type Storm, storms, weather } from '../support/storm.ts'
import { fakeTimers } from '../support/turns.ts'

beforeEach(() => {
  fakeTimers()
  // The order of steps is the schedule's alone, so that a failure is replayed by its seed.
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const quiet = async (storm: Storm) => {
  expect(await weather(storm)).toEqual([])
}

describe('several processes on one store', () => {
  it('I1 I2 I3 I4 I7: hold in every order of steps, with lost answers, store faults, crashes and logins', async () => {
    await fc.assert(fc.asyncProperty(storms, quiet), { numRuns: Number(process.env['RUNS'] ?? 200) })
  })

  const sabotages: [string, (store: TokenStore) => TokenStore, RegExp][] = [
    [
      'a store that gives the lease to everybody',
      (store) => ({
        ...store,
        async acquire(connection) {
          const row = await store.read(connection)
          return { ...row, fence: row.lease.fence + 1 }
        },
        extend: async () => true,
        spend: async () => true,
        withdraw: async () => true,
        release: async () => true,
      }),
      /I1: .* in flight twice/,
    ],
    [
      'a store that saves and spends without comparing',
      (store) => ({
        ...store,
        async spend(connection, fence, _previous, intent, duration) {
          const { tokens = '' } = await store.read(connection)
          return store.spend(connection, fence, tokens, intent, duration)
        },
        async save(connection, _previous, next, closing) {
          const { tokens } = await store.read(connection)
          return store.save(connection, tokens, next, closing)
        },
      }),
      /I3: /,
    ],
    ['a store that records no intent', (store) => ({ ...store, spend: async () => true }), /I1: |not named/],
  ]
  it.each(sabotages)('are found to be broken on %s', async (_title, sabotage, complaint) => {
    const complaints: string[] = []
    const watched = async (storm: Storm) => {
      const found = await weather(storm, sabotage)
      complaints.push(...found)
      return !found.some((each) => complaint.test(each))
    }
    const { failed } = await fc.check(fc.asyncProperty(storms, watched), {
      numRuns: 3_000,
      seed: 1,
      endOnFailure: true,
    })
    expect(complaints.join('\n')).toMatch(complaint)
    expect(failed).toBe(true)
  })
})
