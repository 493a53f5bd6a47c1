import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProviderAdapter } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { callbackUrl, expired, failure, id, loggedIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** A refresh whose answer comes after tokens were imported, to a store that takes the spare or does not. */
async function overtaken(
  fail: 'acquire' | 'save' | 'none',
  full = false,
  refreshTokens: ProviderAdapter['refreshTokens'] = 'single-use',
) {
  const made = await expired({ refreshTokens })
  const { manager, store, provider, clock, rescue } = made
  const faulty = failingStore(store)
  const slow = manager({ store: faulty.store })
  const other = manager()
  rescue.full = full
  provider.after = async () => {
    provider.after = async () => {}
    clock.advance(31_000)
    await other.import({
      provider: 'fake',
      account: 'account-1',
      accessToken: 'imported',
      refreshToken: 'imported-refresh',
      expiresIn: 3600,
      issuedAt: new Date(clock.now()),
    })
    // The save that is overtaken only compares; what would keep the spare fails.
    if (fail === 'acquire') faulty.fail('acquire', 'before', 9_999)
    if (fail === 'save') {
      const { save } = faulty.store
      let saves = 0
      faulty.store.save = (...args) => {
        saves += 1
        if (saves === 2) faulty.fail('save', 'before', 9_999)
        return save(...args)
      }
    }
  }
  const answer = await passingTime(clock, slow.getAccessToken(id), 50)
  return { ...made, faulty, slow, other, answer }
}

describe('a spare that the store cannot take just then', () => {
  it('I2: costs its caller nothing, and lies in the rescue folder meanwhile', async () => {
    const { answer, rescue, record } = await overtaken('acquire')
    expect(answer).toBe('imported')
    expect(rescue.sets).toMatchObject([{ connection: id, generation: 2 }])
    expect((await record()).secrets.spare).toBeUndefined()
  })

  it('I2: is taken from there when the stored set is refused, by any process of the machine, once', async () => {
    const { rescue, other, clock, provider, record } = await overtaken('acquire')
    clock.advance(3_600_000)
    expect(await passingTime(clock, other.getAccessToken(id), 50)).toBe('access-4')
    expect(provider.sent).toEqual(['refresh-2', 'imported-refresh', 'refresh-3'])
    expect((await record()).facts.lineage).not.toBe(rescue.sets[0]?.lineage)
    expect(rescue.sets).toEqual([])
    provider.current = 'elsewhere'
    clock.advance(3_600_000)
    await failure(passingTime(clock, other.getAccessToken(id), 50))
    expect(provider.sent.slice(3)).toEqual(['refresh-4'])
  })

  it('I2: keeps also a refresh token that can be used again, and that the import has replaced', async () => {
    const { answer, record } = await overtaken('none', false, 'reusable')
    expect(answer).toBe('imported')
    const { secrets } = await record()
    expect(secrets.accessToken).toBe('imported')
    expect(secrets.spare?.secrets).toMatchObject({ accessToken: 'access-3', refreshToken: 'refresh-1' })
  })

  it('I1: is not kept once more, when it was taken from there while its process still waited for the store', async () => {
    const { faulty, other, clock, provider, record } = await overtaken('acquire')
    clock.advance(3_600_000)
    await passingTime(clock, other.getAccessToken(id), 50)
    faulty.heal()
    await pass(clock, 20_000, 100)
    expect((await record()).secrets.spare).toBeUndefined()
    provider.current = 'elsewhere'
    clock.advance(3_600_000)
    await failure(passingTime(clock, other.getAccessToken(id), 50))
    expect(provider.sent).toEqual(['refresh-2', 'imported-refresh', 'refresh-3', 'refresh-4'])
  })

  it('I2: is stored when the store is back, and leaves the folder', async () => {
    const { faulty, rescue, clock, record } = await overtaken('acquire')
    faulty.heal()
    await pass(clock, 20_000, 100)
    expect((await record()).secrets.spare?.secrets.refreshToken).toBe('refresh-3')
    expect(rescue.sets).toEqual([])
  })

  it('I2: and the folder neither is stored when the store is back', async () => {
    const { faulty, rescue, clock, record, answer } = await overtaken('save', true)
    expect(answer).toBe('imported')
    expect(rescue.sets).toEqual([])
    faulty.heal()
    await pass(clock, 20_000, 100)
    expect((await record()).secrets.spare?.secrets.refreshToken).toBe('refresh-3')
  })

  it('goes with the next success of the set that took its place', async () => {
    const { rescue, other, clock, provider } = await overtaken('acquire')
    provider.current = 'imported-refresh'
    clock.advance(3_600_000)
    await passingTime(clock, other.getAccessToken(id), 50)
    await pass(clock, 1_000)
    await other.refresh(id)
    expect(rescue.sets).toEqual([])
  })

  it('is kept also when it was overtaken while it waited for the store', async () => {
    const { manager, store, clock, rescue, record, provider, events } = await expired()
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 9_999)
    await manager({ store: faulty.store }).getAccessToken(id)
    expect(rescue.sets).toHaveLength(1)
    clock.advance(31_000)
    const { tokens } = await store.read(id)
    const old = await record()
    const facts = { ...old.facts, lineage: 'another-login', issuedAt: clock.now() }
    await store.save(id, tokens, await encodeRecord({ ...old, facts }, plainCipher))
    faulty.heal()
    await pass(clock, 20_000, 100)
    expect((await record()).secrets.spare?.secrets.refreshToken).toBe('refresh-3')
    expect(rescue.sets).toEqual([])
    expect(provider.sent).toEqual(['refresh-2'])
    expect(events.map(({ type }) => type)).not.toContain('recovered')
  })

  it('is no spare of a connection that was forgotten before it was kept', async () => {
    const { manager, store, clock, rescue, record, provider } = await expired()
    const other = manager()
    let acquires = 0
    const late = tampered(store, async (method, apply) => {
      if (method === 'acquire' && ++acquires === 2) await other.forget(id)
      return apply()
    })
    provider.after = async () => {
      const { tokens } = await store.read(id)
      const { facts, secrets } = await record()
      const login = { facts: { ...facts, lineage: 'another-login' }, secrets }
      await store.save(id, tokens, await encodeRecord(login, plainCipher))
    }
    const work = failure(passingTime(clock, manager({ store: late }).getAccessToken(id), 50))
    expect(await work).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(rescue.sets).toEqual([])
  })
})

describe('a login in the rescue folder whose parent moved on elsewhere', () => {
  /** Its process ended before the store took it. */
  const left = async () => {
    const made = await loggedIn()
    const { manager, store, clock } = made
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    const { state } = await own.authorize('fake')
    faulty.fail('save', 'before', 9_999)
    await passingTime(clock, own.callback(`${callbackUrl}?code=good-code&state=${state}`), 50)
    const closed = own.close()
    await pass(clock, 40_000, 1_000)
    await closed
    // Elsewhere there is no such folder.
    const elsewhere = manager({ rescue: { ...made.rescue, find: async () => [] } })
    made.provider.current = 'refresh-2'
    return { ...made, elsewhere }
  }

  it('stays while its parent has one child, of which nobody knows yet whether it outlives it', async () => {
    const { rescue, elsewhere, clock, manager } = await left()
    await passingTime(clock, elsewhere.refresh(id), 50)
    await passingTime(clock, manager().getAccessToken(id), 50)
    expect(rescue.sets).toHaveLength(1)
  })

  it('I2: is tried then, before anybody is asked to consent', async () => {
    const { rescue, elsewhere, clock, manager, provider } = await left()
    await passingTime(clock, elsewhere.refresh(id), 50)
    // The provider took the login as the end of everything before it.
    provider.current = 'refresh-3'
    expect(await passingTime(clock, manager().refresh(id), 50)).toMatchObject({
      accessToken: 'access-3',
      refreshToken: 'refresh-3',
    })
    expect(provider.sent).toEqual(['refresh-2', 'refresh-4'])
    expect(rescue.sets).toEqual([])
  })

  it('goes when the child was refreshed in its turn', async () => {
    const { rescue, elsewhere, clock, manager } = await left()
    await passingTime(clock, elsewhere.refresh(id), 50)
    await passingTime(clock, elsewhere.refresh(id), 50)
    expect(rescue.sets).toHaveLength(1)
    await passingTime(clock, manager().getAccessToken(id), 50)
    expect(rescue.sets).toEqual([])
  })
})
