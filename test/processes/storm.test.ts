import { expect, test } from 'vitest'
import { storm } from './scenarios/storm.ts'
import { realCore } from './support/house.ts'

test('I1: 400 callers in 8 processes cost one redemption, and all get the same live token', async () => {
  const { facts, broken } = await storm({ core: realCore })
  expect(broken).toEqual([])
  expect(facts.map(({ kind }) => kind)).toEqual([
    ...Array.from({ length: 3 }, () => ['expired', 'rejected']).flat(),
    'forced',
  ])
  for (const round of facts)
    expect(round).toMatchObject({ redemptions: 1, answers: 400, distinctTokens: 1, live: true })
})
