import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { removeOutlived } from '../../src/refresh/rescued-sets.ts'
import type { RescuedSet } from '../../src/rescue/rescue.ts'
import { encodeRecord, type TokenRecord } from '../../src/tokens/token-record.ts'
import { memoryRescue } from '../support/memory-rescue.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, passingTime, turns } from '../support/turns.ts'
import { expired, failure, id, loggedIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** A set that follows the stored one, as its process left it. */
async function childOf(old: TokenRecord, issuedAt: number): Promise<RescuedSet> {
  const { lineage, generation } = old.facts
  const next = {
    facts: { ...old.facts, generation: generation + 1, issuedAt, expiresAt: issuedAt + 3_600_000 },
    secrets: { ...old.secrets, accessToken: 'access-5', refreshToken: 'refresh-5' },
  }
  const tokens = await encodeRecord(next, plainCipher)
  const parent = { lineage, generation }
  return { connection: id, lineage, generation: generation + 1, issuedAt, parent, tokens }
}

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

  it('I2: of several logins is the latest, in a store that knows nothing of the connection', async () => {
    const { manager, store, rescue, record, clock } = await expired()
    const old = await record()
    const { tokens = '' } = await store.read(id)
    for (const [lineage, issuedAt] of [
      ['second', 2],
      ['third', 3],
      ['first', 1],
    ] as const) {
      const facts = { ...old.facts, lineage, issuedAt: clock.now() + issuedAt, expiresAt: clock.now() + 9e6 }
      const sealed = await encodeRecord(
        { facts, secrets: { ...old.secrets, accessToken: `of the ${lineage}` } },
        plainCipher,
      )
      await rescue.keep({
        connection: id,
        lineage,
        generation: 1,
        parent: null,
        issuedAt: facts.issuedAt,
        tokens: sealed,
      })
    }
    await store.drop(id, tokens)
    expect(await manager().getAccessToken(id)).toBe('of the third')
  })

  it('begins without what was learned of its parent: no pause, no doubt', async () => {
    const { manager, provider, store, rescue, record, clock } = await expired()
    provider.script = [() => ({ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } })]
    await failure(manager().getAccessToken(id))
    await rescue.keep(await childOf(await record(), clock.now()))
    const own = manager()
    expect(await own.getAccessToken(id)).toBe('access-5')
    expect((await store.read(id)).lease).toEqual({ state: 'free', fence: expect.any(Number) })
    await turns()
    expect((await own.history(id)).find(({ action }) => action === 'promote')).toMatchObject({
      why: 'rescued',
      outcome: 'stored',
      generation: 2,
    })
  })

  it('I2: takes its own place alone: what else lies there and may be needed stays', async () => {
    const { manager, rescue, record, clock } = await expired()
    const child = await childOf(await record(), clock.now())
    const login = { ...child, lineage: 'login', generation: 1, parent: null, issuedAt: clock.now() + 1 }
    const further = { ...child, generation: 4, parent: { lineage: child.lineage, generation: 3 } }
    for (const set of [login, child, further]) await rescue.keep(set)
    expect(await manager().getAccessToken(id)).toBe('access-5')
    expect(rescue.sets).toEqual([login, further])
  })

  it('I3: is not put back over an import that has replaced it, though that was issued before it', async () => {
    const { manager, rescue, store, record } = await loggedIn()
    const { facts } = await record()
    const { tokens = '' } = await store.read(id)
    const { lineage, generation, issuedAt } = facts
    // The login's save was unanswered, and its process has ended.
    await rescue.keep({ connection: id, lineage, generation, issuedAt, tokens })
    const [provider, account] = ['fake', 'account-1']
    const given = { accessToken: 'imported', refreshToken: 'imported-refresh', expiresIn: 3600 }
    await manager().import({ provider, account, ...given, issuedAt: new Date(issuedAt - 60_000) })
    expect(await manager().getAccessToken(id)).toBe('imported')
    expect(rescue.sets).toEqual([])
  })

  it('I3: is not promoted over what was stored meanwhile, and the lease is let go', async () => {
    const { manager, provider, store, rescue, record, clock } = await expired()
    const old = await record()
    await rescue.keep(await childOf(old, clock.now()))
    const { tokens } = await store.read(id)
    const facts = { ...old.facts, lineage: 'login', issuedAt: clock.now() + 1, expiresAt: clock.now() + 9e6 }
    const login = await encodeRecord(
      { facts, secrets: { ...old.secrets, accessToken: 'of a login' } },
      plainCipher,
    )
    let happened = false
    const overtaken = tampered(store, async (method, apply) => {
      if (method === 'save' && !happened) {
        happened = true
        await store.save(id, tokens, login)
      }
      return apply()
    })
    expect(await manager({ store: overtaken }).getAccessToken(id)).toBe('of a login')
    expect((await store.read(id)).lease.state).toBe('free')
    expect(provider.sent).toEqual([])
  })

  it('is reported, not guessed away, when the folder cannot be read', async () => {
    const { manager, provider, rescue } = await expired()
    const unreadable = { ...rescue, find: () => Promise.reject(new Error('EACCES')) }
    expect(await failure(manager({ rescue: unreadable }).getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'unexpected',
      connection: id,
      cause: { name: 'Error' },
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

describe('a set that is still on its way to the store', () => {
  it('I3: is of no use to another connection', async () => {
    const { manager, store, provider, rescue, record } = world({ refreshTokens: 'reusable' })
    for (const account of ['a', 'b'])
      await manager().import({ provider: 'fake', account, refreshToken: provider.current })
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    rescue.full = true
    faulty.fail('save', 'before', 99)
    expect(await own.getTokenSet('fake:a')).toMatchObject({ unsaved: true })
    provider.current = 'elsewhere'
    expect(await failure(own.getAccessToken('fake:b'))).toMatchObject({ code: 'invalid_grant' })
    expect((await record('fake:b')).secrets.accessToken).toBe('')
  })

  it('is left to who saves it, where the store has gone past it', async () => {
    const stored = tokenRecord()
    const { lineage } = stored.facts
    const set = (generation: number): RescuedSet => ({
      connection: id,
      lineage,
      generation,
      issuedAt: 0,
      tokens: '',
    })
    const rescue = memoryRescue()
    rescue.sets = [set(1), set(2)]
    const pending = new Set([{ set: set(2), rescued: true, done: Promise.resolve() }])
    await removeOutlived({ rescue, pending } as never, rescue.sets, stored)
    expect(rescue.sets).toEqual([set(2)])
  })
})
