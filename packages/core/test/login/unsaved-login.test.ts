import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from '../support/turns.ts'
import { callbackUrl, failure, id, loggedIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const returned = (state: string, rest = 'code=good-code') => `${callbackUrl}?${rest}&state=${state}`

describe('a store that fails between exchange and save', () => {
  it.each(['save', 'acquire'] as const)(
    'I2: (%s) leaves the login in the rescue folder, from where it is promoted',
    async (method) => {
      const { manager, store, clock, rescue, provider } = world()
      const faulty = failingStore(store)
      const own = manager({ store: faulty.store })
      const { state } = await own.authorize('fake')
      faulty.fail('save', 'before', 9_999)
      faulty.fail(method, 'before', 9_999)
      const { connection } = await passingTime(clock, own.callback(returned(state)), 50)
      expect(connection.id).toBe(id)
      expect(rescue.sets).toMatchObject([{ connection: id, generation: 1 }])
      const other = manager()
      expect(await passingTime(clock, other.getAccessToken(id), 500)).toBe('access-2')
      expect(rescue.sets).toEqual([])
      expect((await other.connection(id)).status).toBe('active')
      expect(provider.sent).toEqual([])
    },
  )

  it('I2: replaces an existing connection when it is promoted', async () => {
    const { manager, store, clock, rescue } = await loggedIn()
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    const { state } = await own.authorize('fake')
    faulty.fail('save', 'before', 9_999)
    await passingTime(clock, own.callback(returned(state)), 50)
    expect(await passingTime(clock, manager().getAccessToken(id), 500)).toBe('access-3')
    expect(rescue.sets).toEqual([])
  })

  it('I3: does not bring an old login back over what came after it', async () => {
    const { manager, store, clock, record } = world()
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    const { state } = await own.authorize('fake')
    // Applied, but unanswered: the retry meets what others made of it.
    faulty.fail('save', 'after', 1)
    await passingTime(clock, own.callback(returned(state)), 1)
    faulty.fail('save', 'before', 3)
    const other = manager()
    expect((await passingTime(clock, other.refresh(id), 20)).generation).toBe(2)
    await pass(clock, 30_000, 100)
    expect((await record()).facts.generation).toBe(2)
    await turns()
  })

  it('I3: does not bring a forgotten connection back', async () => {
    const { manager, store, clock } = await loggedIn()
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    const { state } = await own.authorize('fake')
    faulty.fail('save', 'before', 3)
    await passingTime(clock, own.callback(returned(state)), 1)
    clock.advance(15_000)
    await passingTime(clock, manager().forget(id), 1)
    await pass(clock, 30_000, 100)
    expect(await failure(manager().connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })
})
