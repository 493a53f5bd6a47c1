import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** A store on which something happens just before the first save of a refresh. */
function beforeSaving(store: TokenStore, happen: () => Promise<void>): TokenStore {
  let happened = false
  return tampered(store, async (method, apply) => {
    if (method === 'save' && !happened) {
      happened = true
      await happen()
    }
    return apply()
  })
}

describe('a save that fails', () => {
  it('I2: goes to the rescue folder, is tried again, and leaves the folder when it succeeded', async () => {
    const { manager, store, clock, rescue, record, events } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 3)
    const own = manager({ store: faulty.store })
    const before = await record()
    const set = await own.getTokenSet(id)
    expect(set.accessToken).toBe('access-3')
    expect(set).not.toHaveProperty('unsaved')
    expect(rescue.sets).toMatchObject([
      { connection: id, generation: 2, parent: { lineage: before.facts.lineage, generation: 1 } },
    ])
    expect((await record()).facts.generation).toBe(1)
    await pass(clock, 10_000, 100)
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    expect((await record()).secrets.spare).toBeUndefined()
    expect(rescue.sets).toEqual([])
    expect((await store.read(id)).lease).toMatchObject({ state: 'free' })
    expect(events.map(({ type }) => type)).toEqual(['issued', 'rescued', 'refreshed', 'recovered'])
  })

  it('I2: that was applied all the same is recognised as our own', async () => {
    const { manager, store, clock, rescue, record, provider } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'after')
    expect(await manager({ store: faulty.store }).getAccessToken(id)).toBe('access-3')
    await pass(clock, 1_000, 100)
    expect((await record()).facts.generation).toBe(2)
    expect(rescue.sets).toEqual([])
    expect(provider.sent).toEqual(['refresh-2'])
    // It is not written once more.
    expect(faulty.calls.filter((method) => method === 'save')).toHaveLength(2)
  })

  it('I2: is promoted by another process of this machine, which then redeems nothing', async () => {
    const { manager, store, clock, rescue, provider, record, events } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 999)
    await manager({ store: faulty.store }).getAccessToken(id)
    expect(rescue.sets).toHaveLength(1)
    const other = manager()
    expect(await passingTime(clock, other.getAccessToken(id))).toBe('access-3')
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    expect(rescue.sets).toEqual([])
    expect(provider.sent).toEqual(['refresh-2'])
    expect(events.filter(({ type }) => type === 'recovered')).not.toEqual([])
    await turns()
    expect((await other.history(id)).map(({ action }) => action)).toContain('promote')
  })

  it('and a rescue that fails too flags the token as unsaved, until a later attempt saves it', async () => {
    const { manager, store, clock, rescue, record, events } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 5)
    rescue.full = true
    const own = manager({ store: faulty.store })
    expect(await own.getTokenSet(id)).toMatchObject({ accessToken: 'access-3', unsaved: true })
    expect(await own.getTokenSet(id)).toMatchObject({ accessToken: 'access-3', unsaved: true })
    expect(events.at(-1)).toMatchObject({ type: 'refreshed' })
    expect(events.at(-2)).toMatchObject({
      type: 'degraded',
      generation: 2,
      cause: { name: 'StoreUnavailableError' },
    })
    await pass(clock, 30_000, 100)
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    expect(events.at(-1)).toMatchObject({ type: 'recovered', generation: 2 })
    expect(await own.getTokenSet(id)).not.toHaveProperty('unsaved')
  })

  it('I2: and was not rescued is found again in this process by its next refresh', async () => {
    const { manager, store, clock, rescue, provider, record } = await expired()
    const faulty = failingStore(store)
    // The first save, and the one that is tried at once.
    faulty.fail('save', 'before', 2)
    rescue.full = true
    const own = manager({ store: faulty.store })
    await own.getTokenSet(id)
    // Before the next one: the stored set is the spent one.
    expect((await record()).facts.generation).toBe(1)
    const next = await passingTime(clock, own.refresh(id), 1_000)
    expect(next.accessToken).toBe('access-4')
    expect(provider.sent).toEqual(['refresh-2', 'refresh-3'])
  })

  it('holds up close for a bounded time', async () => {
    const { manager, store, rescue, clock } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 9_999)
    rescue.full = true
    const own = manager({ store: faulty.store })
    await own.getTokenSet(id)
    let closed = false
    const closing = own.close().then(() => {
      closed = true
    })
    await pass(clock, 9_900, 100)
    expect(closed).toBe(false)
    await pass(clock, 200, 100)
    await closing
  })

  it('holds up close no longer than it takes to be saved', async () => {
    const { manager, store, rescue, clock, record } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 2)
    rescue.full = true
    const own = manager({ store: faulty.store })
    await own.getTokenSet(id)
    await passingTime(clock, own.close(), 100)
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })
})

describe('a save that finds another record than the one it read', () => {
  it('writes over the same pair on other bytes: it was re-encrypted or relabelled', async () => {
    const { manager, store, record } = await expired()
    const meddled = beforeSaving(store, async () => {
      const { tokens } = await store.read(id)
      const old = await record()
      const relabelled = await encodeRecord(
        { ...old, facts: { ...old.facts, label: 'Renamed' } },
        plainCipher,
      )
      await store.save(id, tokens, relabelled)
    })
    expect(await manager({ store: meddled }).getAccessToken(id)).toBe('access-3')
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })

  it('writes where there is nothing and no tombstone', async () => {
    const { manager, store, record } = await expired()
    // The record vanishes, as in a store that was emptied.
    let vanished = false
    const emptied = tampered(store, async (method, apply, args) => {
      if (method !== 'save') return apply()
      const [connection, previous, next, closing] = args as Parameters<TokenStore['save']>
      if (previous === undefined) return store.save(connection, (await store.read(id)).tokens, next, closing)
      vanished = true
      return false
    })
    const blind = tampered(emptied, async (method, apply) => {
      const answer = (await apply()) as { tokens?: string }
      if (method !== 'read' || !vanished) return answer
      const { tokens: _gone, ...rest } = answer
      return rest
    })
    const saving = manager({ store: blind }).getAccessToken(id)
    expect(await saving).toBe('access-3')
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })

  it.each([
    ['a login', 9e6],
    ['an import of older tokens', -9e6],
  ])('I3: yields to %s that came between, and its caller gets that token', async (_title, later) => {
    const { manager, store, provider, record } = await expired()
    const other = manager()
    const meddled = beforeSaving(store, async () => {
      const { tokens } = await store.read(id)
      const old = await record()
      const facts = {
        ...old.facts,
        lineage: 'another-login',
        generation: 1,
        issuedAt: old.facts.issuedAt + later,
        expiresAt: 9e12,
      }
      await store.save(
        id,
        tokens,
        await encodeRecord(
          { facts, secrets: { ...old.secrets, accessToken: 'access-of-login' } },
          plainCipher,
        ),
      )
    })
    expect(await manager({ store: meddled }).getAccessToken(id)).toBe('access-of-login')
    expect((await record()).facts.lineage).toBe('another-login')
    expect(provider.sent).toEqual(['refresh-2'])
    expect(await other.getAccessToken(id)).toBe('access-of-login')
    expect((await store.read(id)).lease.state).toBe('free')
  })

  it('I3: stores nothing over a tombstone: the connection was forgotten', async () => {
    const { manager, provider, clock, rescue } = await expired()
    const other = manager()
    provider.after = async () => {
      clock.advance(31_000)
      await other.forget(id)
    }
    expect(await failure(manager().getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(rescue.sets).toEqual([])
    expect(await failure(other.connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('I3: leaves its successor alone when somebody promoted it and went on', async () => {
    const { manager, store, clock, record, rescue } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 999)
    await manager({ store: faulty.store }).getAccessToken(id)
    const other = manager()
    await passingTime(clock, other.getAccessToken(id))
    const next = await passingTime(clock, other.refresh(id))
    expect(next.generation).toBe(3)
    faulty.heal()
    await pass(clock, 20_000, 100)
    expect((await record()).facts.generation).toBe(3)
    expect(rescue.sets).toEqual([])
  })

  it('gives up on a store that changes with every look, and keeps the set', async () => {
    const { manager, store, rescue } = await expired()
    const restless = tampered(store, (method, apply) =>
      method === 'save' ? Promise.resolve(false) : apply(),
    )
    expect(await manager({ store: restless }).getAccessToken(id)).toBe('access-3')
    expect(rescue.sets).toHaveLength(1)
  })
})
