import { describe, expect, test } from 'vitest'
import type { Blow } from './scenarios/blow.ts'
import { crash, isLost } from './scenarios/crash.ts'
import { realCore } from './support/house.ts'

/** `lost`: how many of the blows leave an answer that the provider gave and nobody stored. */
const blows: { title: string; blow: Blow; times: number; lost: number | 'some' }[] = [
  { title: 'before the intent', blow: { step: 'leased', by: 'kill' }, times: 20, lost: 0 },
  { title: 'between intent and sending', blow: { step: 'intent', by: 'kill' }, times: 20, lost: 0 },
  {
    title: 'after sending, and never acted on',
    blow: { step: 'sending', by: 'outside', hold: 'before-commit' },
    times: 8,
    lost: 0,
  },
  {
    title: 'after sending, and acted on when the sender is dead',
    blow: { step: 'sending', by: 'outside', hold: 'before-commit', late: true },
    times: 4,
    lost: 4,
  },
  {
    title: 'after sending, and acted on while the sender waits',
    blow: { step: 'sending', by: 'outside', hold: 'after-commit' },
    times: 8,
    lost: 8,
  },
  { title: 'between answer and save', blow: { step: 'answered', by: 'kill' }, times: 20, lost: 20 },
  { title: 'at the beginning of the save', blow: { step: 'saving', by: 'kill' }, times: 4, lost: 4 },
  { title: 'somewhere in the save', blow: { step: 'saving', by: 'outside' }, times: 16, lost: 'some' },
  { title: 'after the save', blow: { step: 'saved', by: 'kill' }, times: 20, lost: 0 },
]

describe.concurrent('A process that dies in the middle of a refresh', () => {
  for (const { title, blow, times, lost } of blows) {
    const outcome =
      lost === 0 ? 'nothing is lost' : 'only an answer that nobody could store is lost, and that is said'
    test(`I1, I2, I7: killed ${title}: ${outcome}`, async () => {
      // From outside, at another instant of the interval each time; a save takes some milliseconds.
      const spread = blow.step === 'saving' && blow.by === 'outside'
      const blows = Array.from({ length: times }, (_, index) => ({
        ...blow,
        ...(spread && { delay: index % 3 }),
      }))
      const { facts, broken } = await crash({ core: realCore, blows, expired: true })
      expect(broken).toEqual([])
      expect(facts).toHaveLength(times)
      for (const { trace } of facts) expect(trace.at(-1)).toBe(blow.step)
      if (lost !== 'some') expect(facts.filter(isLost)).toHaveLength(lost)
    })
  }
})

/** And whether the answer is lost then. */
const steps = { leased: false, intent: false, sending: false, answered: true, saving: true, saved: false }
const everywhere = (by: Blow['by']) => Object.keys(steps).map((step) => ({ step: step as Blow['step'], by }))

test('I2: process.exit() in the middle of a refresh is no worse than a kill', async () => {
  const { facts, broken } = await crash({ core: realCore, blows: everywhere('exit'), expired: true })
  expect(broken).toEqual([])
  expect(Object.fromEntries(facts.map((one) => [one.blow.step, isLost(one)]))).toEqual(steps)
})

test('I4: killed in a forced refresh of a token that had not expired: nobody gets one that the provider has killed', async () => {
  const { facts, broken } = await crash({ core: realCore, blows: everywhere('kill'), expired: false })
  expect(broken).toEqual([])
  expect(Object.fromEntries(facts.map((one) => [one.blow.step, isLost(one)]))).toEqual(steps)
})
