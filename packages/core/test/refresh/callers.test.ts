import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gate } from '../support/gate.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, passingTime, turns } from '../support/turns.ts'
import { due, expired, failure, id, loggedIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('callers of one connection in one process', () => {
  it('I1: share one redemption, and one lease', async () => {
    const { manager, provider, store } = await expired()
    const { store: own, calls } = failingStore(store)
    const tokens = manager({ store: own })
    const answers = await Promise.all(Array.from({ length: 50 }, () => tokens.getAccessToken(id)))
    expect(new Set(answers)).toEqual(new Set(['access-3']))
    expect(provider.sent).toEqual(['refresh-2'])
    expect(calls.filter((call) => call === 'acquire')).toHaveLength(1)
  })

  it('I1: share it with the refreshing in the background', async () => {
    const { manager, provider, store } = await expired()
    const { store: own, calls } = failingStore(store)
    const tokens = manager({ store: own })
    const first = tokens.getAccessToken(id)
    const auto = tokens.autoRefresh()
    expect(await first).toBe('access-3')
    await auto.stop()
    expect(provider.sent).toEqual(['refresh-2'])
    expect(calls.filter((call) => call === 'acquire')).toHaveLength(1)
  })

  it('share one failure', async () => {
    const { tokens, provider } = await expired()
    provider.script = [() => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } })]
    const errors = await Promise.all(Array.from({ length: 10 }, () => failure(tokens.getAccessToken(id))))
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['provider_unreachable']))
    expect(provider.sent).toHaveLength(1)
  })

  it('start one more flight, not one each, when the shared result is not what they want', async () => {
    const { tokens, provider, store } = await loggedIn()
    const slow = gate()
    const read = vi.spyOn(store, 'read').mockImplementation(async (each) => {
      await slow.passed
      read.mockRestore()
      return store.read(each)
    })
    // The first is content with what is stored; the others, who join it, are not.
    const first = tokens.getAccessToken(id, { minTtl: 3_599.999 })
    const others = Array.from({ length: 5 }, () => tokens.getAccessToken(id, { rejected: 'access-2' }))
    slow.open()
    expect(await first).toBe('access-2')
    expect(new Set(await Promise.all(others))).toEqual(new Set(['access-3']))
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('each test their own want, also on the result of a second flight that another one started', async () => {
    const { manager, provider, store } = await loggedIn()
    const slow = gate()
    let reads = 0
    const late = tampered(store, async (method, apply) => {
      const answer = await apply()
      if (method === 'read' && reads++ === 0) await slow.passed
      return answer
    })
    const own = manager({ store: late })
    const first = own.getAccessToken(id)
    const rejecting = own.getAccessToken(id, { rejected: 'access-2' })
    const demanding = own.getAccessToken(id, { minTtl: '2h' })
    await turns()
    // The rejecting caller's flight finds this one; it lives too short for the demanding caller.
    await manager().refresh(id)
    slow.open()
    expect(await first).toBe('access-2')
    expect(await rejecting).toBe('access-3')
    expect(await demanding).toBe('access-4')
    expect(provider.sent).toEqual(['refresh-2', 'refresh-3'])
  })

  it('can leave by their signal; the redemption goes on, and its set is kept', async () => {
    const { tokens, provider, record } = await expired()
    const held = gate()
    provider.before = () => held.passed
    const leaving = new AbortController()
    const left = tokens.getAccessToken(id, { signal: leaving.signal })
    const stayed = tokens.getAccessToken(id)
    await turns()
    leaving.abort(new Error('no time'))
    await expect(left).rejects.toThrow('no time')
    held.open()
    expect(await stayed).toBe('access-3')
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })

  it('whose signal was aborted before get its reason, and start nothing', async () => {
    const { tokens, provider } = await expired()
    await expect(tokens.getAccessToken(id, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow(
      'gone',
    )
    await expect(tokens.refresh(id, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone')
    await turns()
    expect(provider.sent).toEqual([])
  })

  it('I4: wait no longer than their budget; the redemption goes on, and its set is kept', async () => {
    const { tokens, provider, record, clock } = await expired()
    const held = gate()
    provider.before = () => held.passed
    expect(await failure(passingTime(clock, tokens.getAccessToken(id), 1_000))).toMatchObject({
      name: 'LeaseTimeoutError',
    })
    held.open()
    await turns()
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
  })

  it('are waited for by close, until the set is stored', async () => {
    const { tokens, provider, record } = await expired()
    const held = gate()
    provider.before = () => held.passed
    const answer = tokens.getAccessToken(id)
    await turns()
    let closed = false
    const closing = tokens.close().then(() => {
      closed = true
    })
    await turns()
    expect(closed).toBe(false)
    held.open()
    await closing
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    expect(await answer).toBe('access-3')
  })

  it('are refused after close, with a reason', async () => {
    const { tokens } = await expired()
    await tokens.close()
    await tokens.close()
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'ConfigurationError',
      code: 'closed',
    })
    expect(() => tokens.autoRefresh()).toThrow(/was closed/)
    expect(await failure(tokens.authorize('fake'))).toMatchObject({ code: 'closed' })
  })
})

describe('minTtl', () => {
  it('refreshes a token that is fresh but lives too short', async () => {
    const { tokens, clock } = await loggedIn()
    clock.advance(600_000)
    expect(await tokens.getAccessToken(id, { minTtl: '49m' })).toBe('access-2')
    expect(await tokens.getAccessToken(id, { minTtl: '51m' })).toBe('access-3')
  })

  it('is satisfied by a token that this very call brought, however short-lived', async () => {
    const { tokens, provider } = await expired()
    provider.lifetime = 60
    const both = [tokens.getAccessToken(id, { minTtl: '2h' }), tokens.getAccessToken(id, { minTtl: '3h' })]
    expect(await Promise.all(both)).toEqual(['access-3', 'access-3'])
    expect(provider.sent).toHaveLength(1)
  })

  it('is refused when it is no duration', async () => {
    const { tokens } = await loggedIn()
    expect(await failure(tokens.getAccessToken(id, { minTtl: 'soon' }))).toMatchObject({
      code: 'invalid_duration',
    })
  })
})

describe('rejected', () => {
  it('redeems when the stored token is still that one', async () => {
    const { tokens } = await loggedIn()
    expect(await tokens.getAccessToken(id, { rejected: 'access-2' })).toBe('access-3')
  })

  it('redeems nothing when the token was replaced already', async () => {
    const { tokens, provider, manager } = await loggedIn()
    await manager().refresh(id)
    expect(await tokens.getAccessToken(id, { rejected: 'access-2' })).toBe('access-3')
    expect(await tokens.getAccessToken(id, { rejected: 'access-2' })).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2'])
  })
})

describe('a forced refresh', () => {
  it('redeems although the token is fresh', async () => {
    const { tokens } = await loggedIn()
    expect(await tokens.refresh(id)).toMatchObject({ accessToken: 'access-3', generation: 2 })
  })

  it('is satisfied by the generation that another process made since it began', async () => {
    const { tokens, manager, provider, clock } = await loggedIn()
    const other = manager()
    await Promise.all([other.getAccessToken(id), tokens.getAccessToken(id)])
    const sets = await passingTime(clock, Promise.all([tokens.refresh(id), other.refresh(id)]), 20)
    expect(sets.map(({ generation }) => generation)).toEqual([2, 2])
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('works for a connection of which this process knows nothing yet', async () => {
    const { manager, provider } = await due()
    expect((await manager().refresh(id)).generation).toBe(2)
    expect(provider.sent).toHaveLength(1)
  })

  it('says when there is no such connection', async () => {
    const { tokens } = await loggedIn()
    expect(await failure(tokens.refresh('fake:nobody'))).toMatchObject({ name: 'ConnectionNotFoundError' })
    expect(await failure(tokens.refresh('fake'))).toMatchObject({ code: 'invalid_connection_id' })
    expect(await failure(tokens.refresh('other:account-1'))).toMatchObject({ code: 'unknown_provider' })
  })
})
