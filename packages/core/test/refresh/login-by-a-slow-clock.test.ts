import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { id, loggedIn, logIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('I2: a login that the store could not take is not dropped because the clock of its host is days behind', async () => {
  const { manager, clock, store, record, provider, rescue } = await loggedIn()
  const first = provider.current
  const away = failingStore(store)
  const behind = manager({ store: away.store })
  away.fail('acquire', 'before', 99)
  away.fail('read', 'before', 99)
  const now = clock.now()
  clock.setWall(now - 259_200_000)
  await passingTime(clock, logIn(behind))
  clock.setWall(now)
  const second = provider.current
  expect(rescue.sets).toHaveLength(1)
  away.heal()
  await pass(clock, 30_000, 500)
  expect(rescue.sets).toEqual([])

  // What is stored was ended by the consent that followed it.
  expect((await record()).secrets.refreshToken).toBe(first)
  const { accessToken } = await passingTime(clock, manager().refresh(id))
  expect(provider.sent).toEqual([first, second])
  expect((await record()).secrets).toMatchObject({ accessToken, refreshToken: provider.current })
})
