import { expect, test } from 'vitest'
import { lateSave } from './scenarios/late-save.ts'
import { realCore } from './support/house.ts'

test('I3: a process that hung with an answer in hand does not overwrite the tokens of a later consent', async () => {
  const { facts, broken } = await lateSave({ core: realCore })
  expect(broken).toEqual([])
  expect(facts.late?.accessToken).toBe(facts.set?.accessToken)
})
