import { describe, expect, test } from 'vitest'
import { crash } from './scenarios/crash.ts'
import { lateSave } from './scenarios/late-save.ts'
import { life } from './scenarios/life.ts'
import { storm } from './scenarios/storm.ts'
import { withSabotage } from './support/sabotage.ts'
import { sabotages } from './support/sabotages.ts'

/** Each scenario is proven able to fail: on a build without the thing that it is there to watch. */
describe('On a sabotaged build', () => {
  test('I1: without a lease the storm redeems one token several times at once', async () => {
    const { broken } = await withSabotage(sabotages.noLease, (core) => storm({ core }))
    expect(broken).toContainEqual(expect.stringMatching(/^I1: \d+ redemptions of one generation in flight/))
    expect(broken).toContainEqual(expect.stringMatching(/^I1: one token was needed and \d+ redemptions made/))
  })

  test('I3: without compare-and-set a late save overwrites a newer consent', async () => {
    const { broken } = await withSabotage(sabotages.noCompareAndSet, (core) => lateSave({ core }))
    expect(broken).toContain(
      'I3: the tokens of the new consent were overwritten by those of an older lineage',
    )
    expect(broken).toContain('I4: a dead token was handed out')
  })

  test('I7: without an intent a lost answer ends without its cause', async () => {
    const blow = { step: 'sending', by: 'outside', hold: 'after-commit' } as const
    const { broken } = await withSabotage(sabotages.noIntent, (core) =>
      crash({ core, blows: [blow, blow], expired: true }),
    )
    expect(broken).toContainEqual(
      expect.stringMatching(/^I7: a lost answer ended as ReauthorizationRequiredError (?!answer_lost)/),
    )
  })

  test('I5: one token in one line of the log is found', async () => {
    const { broken } = await withSabotage(sabotages.loggedToken, (core) => life({ core, failures: {} }))
    expect(broken).toContainEqual(
      expect.stringMatching(/^I5: access token with \w+, plain, in captured.\d+ library$/),
    )
    expect(broken).toContainEqual(
      expect.stringMatching(/^I5: access token with \w+, plain, in captured.\d+ watch stdout$/),
    )
  })

  test('a sabotage that does not fit the build any more is an error', async () => {
    const gone = { ...sabotages.noLease, from: 'what is not there' }
    await expect(withSabotage(gone, async () => {})).rejects.toThrow('fits 0 places')
  })
})
