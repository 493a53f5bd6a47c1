import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('a rescued set', () => {
  it('that the store has already, or has gone past, is not promoted, and goes', async () => {
    const { manager, store, rescue, record, clock } = await expired()
    const { facts } = await record()
    const { tokens = '' } = await store.read(id)
    const pair = { connection: id, lineage: facts.lineage, issuedAt: 0, tokens }
    await rescue.keep({ ...pair, generation: 1, parent: { lineage: facts.lineage, generation: 0 } })
    expect(await manager().getAccessToken(id)).toBe('access-3')
    expect(rescue.sets).toEqual([])
    await rescue.keep({ ...pair, generation: 2, parent: { lineage: facts.lineage, generation: 1 } })
    const faulty = failingStore(store)
    faulty.fail('save', 'before', 999)
    await passingTime(clock, manager({ store: faulty.store }).refresh(id))
    expect(rescue.sets).toMatchObject([{ generation: 3 }])
    await passingTime(clock, manager().getAccessToken(id, { rejected: 'access-3' }))
    expect(rescue.sets).toEqual([])
  })

  it('I7: keeps a refusal from being believed when it turns up while the refusal is on its way', async () => {
    const { manager, provider, rescue, record, clock } = await expired()
    const old = await record()
    provider.current = 'refresh-5'
    const next = {
      facts: { ...old.facts, generation: 2, expiresAt: clock.now() + 3_600_000, issuedAt: clock.now() },
      secrets: { ...old.secrets, accessToken: 'access-5', refreshToken: 'refresh-5' },
    }
    provider.after = async () => {
      const { lineage, generation, issuedAt } = next.facts
      const parent = { lineage, generation: 1 }
      await rescue.keep({
        connection: id,
        lineage,
        generation,
        issuedAt,
        parent,
        tokens: await encodeRecord(next, plainCipher),
      })
    }
    expect(await manager().getAccessToken(id)).toBe('access-5')
    expect((await record()).secrets.refreshToken).toBe('refresh-5')
  })

  it('I2: is taken up when the store fell back behind its parent, and what came back is refused', async () => {
    const { manager, provider, rescue, record, clock } = await expired()
    const old = await record()
    provider.current = 'refresh-7'
    const { lineage } = old.facts
    const facts = { ...old.facts, generation: 4, expiresAt: clock.now() + 3_600_000, issuedAt: clock.now() }
    const secrets = { ...old.secrets, accessToken: 'access-7', refreshToken: 'refresh-7' }
    await rescue.keep({
      connection: id,
      lineage,
      generation: 4,
      issuedAt: facts.issuedAt,
      parent: { lineage, generation: 3 },
      tokens: await encodeRecord({ facts, secrets }, plainCipher),
    })
    expect(await manager().getAccessToken(id)).toBe('access-7')
    expect((await record()).secrets.refreshToken).toBe('refresh-7')
    expect(rescue.sets).toEqual([])
  })

  it('is reported, not guessed away, when the folder cannot be read', async () => {
    const { manager, provider, rescue } = await expired()
    const unreadable = { ...rescue, find: () => Promise.reject(new Error('EACCES')) }
    expect(await failure(manager({ rescue: unreadable }).getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
    })
    expect(provider.sent).toEqual([])
  })
})

describe('a refusal', () => {
  it('I7: is not believed when the store has moved on: the loser of a race takes the winner’s tokens', async () => {
    const { manager, provider, store, clock } = await expired()
    const other = manager()
    let first = true
    provider.before = async () => {
      if (!first) return
      first = false
      // Longer than its intent holds: another process takes over and redeems.
      clock.advance(31_000)
      await passingTime(clock, other.getAccessToken(id))
    }
    expect(await manager().getAccessToken(id)).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2', 'refresh-2'])
    expect((await store.read(id)).lease.dead).toBeUndefined()
    expect((await other.connection(id)).status).toBe('active')
  })

  it('I1: that the store could not note at once is noted at the second attempt, and never repeated', async () => {
    const { manager, provider, store, clock } = await expired()
    provider.current = 'revoked'
    const faulty = failingStore(store)
    faulty.fail('release', 'before', 1)
    const own = manager({ store: faulty.store })
    const error = await failure(passingTime(clock, own.getAccessToken(id), 50))
    expect(error).toMatchObject({ name: 'ReauthorizationRequiredError', code: 'invalid_grant' })
    expect(await failure(manager().getAccessToken(id))).toMatchObject({ code: 'invalid_grant' })
    expect(provider.sent).toHaveLength(1)
  })

  it('I1: that the store would not note at all leaves its intent on record: nobody redeems before its deadline', async () => {
    const { manager, provider, store, clock } = await expired()
    provider.current = 'revoked'
    const faulty = failingStore(store)
    faulty.fail('release', 'before', 3)
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 50))).toMatchObject({ name: 'StoreUnavailableError' })
    expect((await store.read(id)).lease).toMatchObject({ state: 'spending', spending: { generation: 1 } })
  })
})
