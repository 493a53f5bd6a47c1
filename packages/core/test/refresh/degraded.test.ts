import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { failingStore, storeMethods } from '../support/tampered.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { due, expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const notSent = (): RedeemOutcome => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } })
const clientRefused = (): RedeemOutcome => ({
  kind: 'refused',
  refusal: 'client',
  code: 'invalid_client',
  message: 'No.',
})

describe('a token that is due, still valid, and cannot be refreshed', () => {
  it('is served, flagged as degraded, with an event that says why', async () => {
    const { tokens, provider, events } = await due()
    provider.script = [notSent]
    expect(await tokens.getTokenSet(id)).toMatchObject({ accessToken: 'access-2', degraded: true })
    expect(events.at(-1)).toMatchObject({
      type: 'degraded',
      generation: 1,
      cause: { code: 'provider_unreachable' },
    })
    // Within the back-off too, without another attempt.
    expect(await tokens.getTokenSet(id)).toMatchObject({ accessToken: 'access-2', degraded: true })
    expect(provider.sent).toHaveLength(1)
  })

  it('is served while this app is refused', async () => {
    const { tokens, provider } = await due({ newAccessTokenRevokesOld: true })
    provider.script = [clientRefused]
    expect(await tokens.getAccessToken(id)).toBe('access-2')
  })

  it('is not served to the caller who rejects it', async () => {
    const { tokens, provider } = await due()
    provider.script = [notSent]
    expect(await failure(tokens.getAccessToken(id, { rejected: 'access-2' }))).toMatchObject({
      code: 'provider_unreachable',
    })
    expect(await tokens.getAccessToken(id, { rejected: 'another token' })).toBe('access-2')
  })

  it('is not served to the caller who forces a refresh: the failure is told', async () => {
    const { tokens, provider } = await due()
    provider.script = [notSent]
    expect(await failure(tokens.refresh(id))).toMatchObject({ code: 'provider_unreachable' })
  })

  it('is not served once it has expired', async () => {
    const { tokens, provider, clock } = await due()
    provider.script = [notSent, notSent]
    clock.advance(299_999)
    expect(await tokens.getAccessToken(id)).toBe('access-2')
    clock.advance(1)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
  })

  it('is served to the end after its refresh token was refused, where new tokens do not revoke the old', async () => {
    const { tokens, provider, clock } = await due()
    provider.current = 'revoked'
    expect(await tokens.getTokenSet(id)).toMatchObject({ accessToken: 'access-2', degraded: true })
    clock.advance(300_000)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ReauthorizationRequiredError' })
  })

  it('is not served after a refusal where they do: somebody else may have refreshed', async () => {
    const { tokens, provider } = await due({ newAccessTokenRevokesOld: true })
    provider.current = 'revoked'
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ReauthorizationRequiredError' })
  })

  it.each(['read', 'acquire', 'spend'] as const)(
    'is served from memory while the store fails to %s',
    async (method) => {
      const { provider, manager, store, clock, tokens } = await due()
      const faulty = failingStore(store)
      const own = manager({ store: faulty.store })
      clock.setWall(clock.now() - 3_000_000)
      expect(await own.getAccessToken(id)).toBe('access-2')
      clock.setWall(clock.now() + 3_000_000)
      faulty.fail(method, 'before', 99)
      expect(await passingTime(clock, own.getTokenSet(id), 50)).toMatchObject({
        accessToken: 'access-2',
        degraded: true,
      })
      expect(provider.sent).toEqual([])
      faulty.heal()
      expect(await passingTime(clock, own.getTokenSet(id), 50)).toMatchObject({ accessToken: 'access-3' })
      await tokens.close()
    },
  )

  it('is served when the holder of the lease does not let go', async () => {
    const { manager, store, clock } = await due()
    await store.acquire(id, { owner: 'stuck', host: 'host-a' }, 200_000)
    const set = await passingTime(clock, manager().getTokenSet(id), 1_000)
    expect(set).toMatchObject({ accessToken: 'access-2', degraded: true })
  })

  it('I6: is not served for a forgotten connection, nor beside a corrupt record', async () => {
    const { tokens, manager, store } = await due()
    const row = await store.read(id)
    await store.save(id, row.tokens, 'not a record')
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'StoreUnavailableError',
      code: 'corrupt_record',
    })
    await store.save(id, 'not a record', row.tokens ?? '')
    await manager().forget(id)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })
})

describe('a store that is away', () => {
  it('I6: is never read as an empty one', async () => {
    for (const method of storeMethods) {
      const { manager, store, clock } = await expired()
      const faulty = failingStore(store)
      faulty.fail(method, 'before', 999)
      const own = manager({ store: faulty.store })
      const outcomes = await Promise.allSettled([
        passingTime(clock, own.getAccessToken(id), 100),
        passingTime(clock, own.refresh(id), 100),
        passingTime(clock, own.connection(id), 100),
        passingTime(clock, own.history(id), 100),
      ])
      const errors = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason.name] : [],
      )
      expect(errors, method).not.toContain('ConnectionNotFoundError')
      expect(errors, method).not.toContain('ReauthorizationRequiredError')
    }
  })

  it('answers within the limit of one operation, with an error that names it', async () => {
    const { manager, store, clock } = await expired()
    const frozen = { ...store, read: () => new Promise<never>(() => {}) }
    const error = await failure(passingTime(clock, manager({ store: frozen }).getAccessToken(id), 2_000))
    expect(error).toMatchObject({ name: 'StoreUnavailableError', code: 'store_timeout' })
    expect(error.message).toBe('The store memory: did not answer within 2 s. Check that it runs.')
  })
})
