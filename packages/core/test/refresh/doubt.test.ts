import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { due, expired, failure, id, loggedIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const unanswered: RedeemOutcome = { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }
/** The provider never got it. */
const requestLost = () => unanswered
/** The provider rotated, and the answer was lost. */
const answerLost = (ordinary: () => RedeemOutcome) => {
  ordinary()
  return unanswered
}

describe('a single-use redemption without an answer', () => {
  it('leaves the connection in doubt, on record with time and host', async () => {
    const { tokens, provider, store, clock, events } = await expired()
    provider.script = [requestLost]
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({
      name: 'ProviderUnavailableError',
      retryable: true,
      cause: { code: 'ECONNRESET' },
    })
    const { lease } = await store.read(id)
    expect(lease.doubt).toMatchObject({ generation: 1, at: clock.now(), host: expect.any(String) })
    expect(events.at(-1)).toMatchObject({ type: 'in-doubt', generation: 1 })
    expect((await tokens.connection(id)).status).toBe('in-doubt')
  })

  it('is redeemed again after the back-off, and recovers when the provider never got the first', async () => {
    const { tokens, provider, store, clock, events } = await expired()
    provider.script = [requestLost]
    await failure(tokens.getAccessToken(id))
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'ProviderUnavailableError',
      retryable: true,
    })
    expect(provider.sent).toHaveLength(1)
    clock.advance(1_000)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    const { lease } = await store.read(id)
    expect([lease.doubt, lease.backoff, lease.state]).toEqual([undefined, undefined, 'free'])
    expect(events.map(({ type }) => type)).toEqual(['issued', 'in-doubt', 'refreshed', 'recovered'])
  })

  it('ends in a reauthorization that names the lost answer when the provider had rotated', async () => {
    const { tokens, provider, clock, events, manager, store } = await expired()
    provider.script = [answerLost]
    const lostAt = new Date(clock.now()).toISOString()
    await failure(tokens.getAccessToken(id))
    clock.advance(1_000)
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({ name: 'ReauthorizationRequiredError', code: 'answer_lost' })
    expect(error.message).toContain(`An answer of the provider was lost at ${lostAt} on host `)
    expect(error.message).toMatch(/rescue folder/)
    expect(events.at(-1)).toMatchObject({ type: 'reauthorization-required', cause: { code: 'answer_lost' } })
    // It stays known, to others too.
    expect((await failure(manager().getAccessToken(id))).message).toContain(lostAt)
    expect((await store.read(id)).lease).not.toHaveProperty('doubt')
    expect(provider.sent).toHaveLength(2)
  })

  it('tells of the first lost answer, however many were lost after it', async () => {
    const { tokens, provider, clock } = await expired()
    provider.script = [answerLost, requestLost, requestLost]
    const lostAt = new Date(clock.now()).toISOString()
    for (let attempt = 0; attempt < 3; attempt++) {
      await failure(tokens.getAccessToken(id))
      clock.advance(5_000)
    }
    expect((await failure(tokens.getAccessToken(id))).message).toContain(lostAt)
  })

  it('I7: is not ended by what settles nothing: a throttle or a call that was not sent', async () => {
    const { tokens, provider, clock, store } = await expired()
    provider.script = [
      answerLost,
      () => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.' }),
      () => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } }),
    ]
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await failure(tokens.getAccessToken(id))).toMatchObject({ retryable: true })
      clock.advance(5_000)
      expect((await store.read(id)).lease.doubt).toBeDefined()
    }
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ code: 'answer_lost' })
  })

  it('is ended by another token set: a login', async () => {
    const { tokens, provider, store } = await expired()
    provider.script = [answerLost]
    await failure(tokens.getAccessToken(id))
    await tokens.import({ provider: 'fake', account: 'account-1', refreshToken: provider.current })
    expect((await store.read(id)).lease.doubt).toBeUndefined()
    expect(await tokens.getAccessToken(id)).toBe('access-4')
  })

  it('keeps its doubt when the store fails at the moment of noting it', async () => {
    const { provider, manager, store, clock } = await expired()
    for (const [times, when] of [
      [1, 'before'],
      [1, 'after'],
      [3, 'before'],
      [99, 'before'],
    ] as const) {
      const faulty = failingStore(store)
      faulty.fail('release', when, times)
      provider.script = [requestLost]
      await failure(passingTime(clock, manager({ store: faulty.store }).getAccessToken(id)))
      clock.advance(60_000)
      const { lease } = await store.read(id)
      expect(lease.doubt ?? lease.spending, `${times} failures ${when}`).toMatchObject({ generation: 1 })
    }
  })
})

describe('a lost answer that the store could not be told of', () => {
  it('is a doubt also to the process that lost it', async () => {
    const { provider, manager, store, clock } = await expired()
    const faulty = failingStore(store)
    faulty.fail('release', 'before', 9_999)
    provider.script = [answerLost]
    const own = manager({ store: faulty.store })
    await failure(passingTime(clock, own.getAccessToken(id)))
    await pass(clock, 60_000, 1_000)
    faulty.heal()
    expect(await failure(passingTime(clock, own.getAccessToken(id)))).toMatchObject({ code: 'answer_lost' })
  })
})

describe('an access token that is still valid while in doubt', () => {
  it('is not served where new tokens revoke the old, not even by a process that has it in memory', async () => {
    const { tokens, provider, manager } = await due({ newAccessTokenRevokesOld: true })
    provider.script = [answerLost]
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
    expect(await failure(manager().getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
  })

  it('is served where they do not', async () => {
    const { tokens, provider } = await due()
    provider.script = [answerLost]
    expect(await tokens.getTokenSet(id)).toMatchObject({ accessToken: 'access-2', degraded: true })
  })

  it('is dropped from the memory of other processes', async () => {
    const { tokens, provider, manager } = await loggedIn({ newAccessTokenRevokesOld: true })
    const other = manager()
    await other.getAccessToken(id)
    provider.script = [answerLost]
    await failure(tokens.refresh(id))
    expect(await failure(other.getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
  })

  it('is not served when the store fails at the moment of noting the doubt', async () => {
    const { provider, manager, store, clock } = await due({ newAccessTokenRevokesOld: true })
    const faulty = failingStore(store)
    faulty.fail('release', 'before', 99)
    provider.script = [answerLost]
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 50))).toMatchObject({ name: 'StoreUnavailableError' })
  })

  it('is not served when the lease cannot be had', async () => {
    const { tokens, provider, manager, store, clock } = await due({ newAccessTokenRevokesOld: true })
    provider.script = [answerLost]
    await failure(tokens.getAccessToken(id))
    clock.advance(5_000)
    const faulty = failingStore(store)
    faulty.fail('acquire', 'before', 99)
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 50))).toMatchObject({ name: 'StoreUnavailableError' })
  })

  it('is not served after a crash in the middle of a redemption, once its deadline is over', async () => {
    const { store, manager, clock, record } = await loggedIn({ newAccessTokenRevokesOld: true })
    const { facts } = await record()
    const { tokens, fence } = await store.acquire(id, { owner: 'crashed', host: 'host-a' }, 10_000)
    const intent = { lineage: facts.lineage, generation: 1, singleUse: true, at: clock.now() }
    await store.spend(id, fence ?? 0, tokens ?? '', intent, 30_000)
    clock.advance(30_000)
    expect((await manager().connection(id)).status).toBe('in-doubt')
    expect(await manager().getAccessToken(id)).toBe('access-3')
  })
})
