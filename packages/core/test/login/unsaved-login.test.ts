import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenManager } from '../../src/index.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from '../support/turns.ts'
import { callbackUrl, failure, id, loggedIn, type World, world } from '../support/world.ts'

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

describe('a login for which no lease can be had', () => {
  /** Its answer is there; before its first save, `happen`. */
  async function untaken(happen: (other: TokenManager, made: World) => Promise<unknown>) {
    const made = await loggedIn()
    const { manager, store, clock } = made
    let happened = false
    const blind = tampered(store, async (method, apply) => {
      if (method === 'acquire') throw new Error('away')
      if (method === 'save' && !happened) {
        happened = true
        await happen(manager(), made)
      }
      return apply()
    })
    const own = manager({ store: blind })
    const { state } = await own.authorize('fake')
    clock.advance(1_000)
    await passingTime(clock, own.callback(returned(state)), 50)
    await turns()
    return { ...made, other: manager() }
  }
  const importAt = (other: TokenManager, issuedAt: number) =>
    other.import({
      provider: 'fake',
      account: 'account-1',
      accessToken: 'imported',
      issuedAt: new Date(issuedAt),
    })

  it('I2: replaces what it finds, without the rescue folder', async () => {
    const { other, rescue } = await untaken(async () => {})
    expect(await other.getAccessToken(id)).toBe('access-3')
    expect(rescue.sets).toEqual([])
  })

  it('I2: replaces also what its predecessor became meanwhile', async () => {
    const { record, rescue } = await untaken((other) => other.refresh(id))
    expect((await record()).facts.generation).toBe(1)
    expect((await record()).secrets.accessToken).toBe('access-3')
    expect(rescue.sets).toEqual([])
  })

  it('I3: yields to tokens that were imported when it had seen what is stored', async () => {
    const { other, record } = await untaken((importer, { clock }) => importAt(importer, clock.now() + 9))
    const { secrets } = await record()
    expect(secrets.accessToken).toBe('imported')
    // A login that was overtaken is no spare.
    expect(secrets.spare).toBeUndefined()
    expect(await other.getAccessToken(id)).toBe('imported')
  })
})

describe('a login that has not seen what is stored', () => {
  /** The store neither gives a lease nor is it read, until other tokens were imported. */
  async function unseen(issuedAfter: number) {
    const made = await loggedIn()
    const { manager, store, clock } = made
    let away = false
    const blind = tampered(store, async (method, apply) => {
      if (away && (method === 'acquire' || method === 'read')) throw new Error('away')
      return apply()
    })
    const own = manager({ store: blind })
    const { state } = await own.authorize('fake')
    const issuedAt = clock.now()
    away = true
    await passingTime(clock, own.callback(returned(state)), 50)
    await manager().import({
      provider: 'fake',
      account: 'account-1',
      accessToken: 'imported',
      issuedAt: new Date(issuedAt + issuedAfter),
    })
    away = false
    await pass(clock, 30_000, 100)
    return made
  }

  it.each([
    ['yields to tokens that were issued after it', 1, 'imported'],
    ['replaces tokens that were issued before it', -1, 'access-3'],
  ])('I3: %s', async (_title, issuedAfter, accessToken) => {
    const { record, rescue } = await unseen(issuedAfter)
    const { secrets } = await record()
    expect(secrets.accessToken).toBe(accessToken)
    // Nobody but the two clocks says that it was overtaken.
    expect(secrets.spare?.secrets.accessToken).toBe(issuedAfter > 0 ? 'access-3' : undefined)
    expect(rescue.sets).toEqual([])
  })
})
