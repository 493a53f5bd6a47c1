import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Rescue } from '../../src/rescue/rescue.ts'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { expired, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** A rescue folder on a file system that became read-only. */
const readOnly = (rescue: Rescue): Rescue => ({
  ...rescue,
  find: (connection) => rescue.find(connection),
  keep: (set) => rescue.keep(set),
  remove: async () => {
    throw new Error('read-only file system')
  },
})

it('a rescued set that was promoted is handed out also where its file cannot be removed', async () => {
  const { manager, store, clock, rescue } = await expired()
  const away = failingStore(store)
  away.fail('save', 'before', 9_999)
  await manager({ store: away.store }).getAccessToken(id)
  clock.advance(31_000)
  const own = manager({ rescue: readOnly(rescue) })
  expect(await passingTime(clock, own.getAccessToken(id), 50)).toBe('access-3')
})

it('a set that the store took at last is told of also where its file cannot be removed', async () => {
  const { manager, store, clock, rescue } = await expired()
  const away = failingStore(store)
  away.fail('save', 'before', 3)
  const own = manager({ store: away.store, rescue: readOnly(rescue) })
  const told = new Promise((resolve) => {
    own.on('recovered', resolve)
  })
  await passingTime(clock, own.getAccessToken(id), 50)
  expect(await passingTime(clock, told, 50)).toMatchObject({ connection: id, generation: 2 })
}, 10_000)
