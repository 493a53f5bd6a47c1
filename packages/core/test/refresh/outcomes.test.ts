import { describe, expect, it } from 'vitest'
import type { Grant, RedeemOutcome } from '../../src/index.ts'
import { expired, failure, id } from '../support/world.ts'

const unknown = (): RedeemOutcome => ({ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } })
const notSent = (): RedeemOutcome => ({
  kind: 'not-sent',
  cause: { name: 'Error', code: 'ECONNREFUSED', host: 'p.example' },
})
const throttled = (retryAfter?: number) => (): RedeemOutcome => ({
  kind: 'throttled',
  code: 'slow_down',
  message: 'Too many calls.',
  ...(retryAfter !== undefined && { retryAfter }),
})
const issued = (change: Partial<Grant>) => (ordinary: () => RedeemOutcome) => {
  const outcome = ordinary()
  return outcome.kind === 'issued' ? { ...outcome, grant: { ...outcome.grant, ...change } } : outcome
}

describe('an issued token set', () => {
  it('is stored as the next generation of its lineage, before it is returned', async () => {
    const { tokens, record, events } = await expired()
    const before = await record()
    const set = await tokens.getTokenSet(id)
    const after = await record()
    expect(set).toMatchObject({
      accessToken: 'access-3',
      refreshToken: 'refresh-3',
      generation: 2,
      raw: { extra: 'kept' },
    })
    expect(set).not.toHaveProperty('degraded')
    expect(after.facts).toMatchObject({
      lineage: before.facts.lineage,
      generation: 2,
      createdAt: before.facts.createdAt,
    })
    expect(after.secrets.refreshToken).toBe('refresh-3')
    expect(events.map(({ type }) => type)).toEqual(['issued', 'refreshed'])
  })

  it('counts its expiry from the instant before sending', async () => {
    const { tokens, provider, clock } = await expired()
    const sentAt = clock.now()
    provider.before = async () => clock.advance(5_000)
    expect((await tokens.getTokenSet(id)).expiresAt).toEqual(new Date(sentAt + 3_600_000))
  })

  it('keeps the old refresh token when the answer has none, and says that this is assumed', async () => {
    const { tokens, provider, record } = await expired()
    const before = await record()
    provider.script = [
      (ordinary) => {
        const { refreshToken: _none, ...grant } = (ordinary() as { grant: Grant }).grant
        return { kind: 'issued', grant }
      },
    ]
    const set = await tokens.getTokenSet(id)
    expect(set).toMatchObject({
      accessToken: 'access-3',
      refreshToken: 'refresh-2',
      // Its end was a guess, and still is.
      assumed: ['refreshExpiresAt', 'refreshToken'],
    })
    expect(set.refreshExpiresAt?.getTime()).toBe(before.facts.refreshExpiresAt)
    // It can still be redeemed.
    expect((await record()).facts.refreshable).toBe(true)
  })

  it('keeps the old refresh token of a reusable grant without a word', async () => {
    const { tokens } = await expired({ refreshTokens: 'reusable' })
    const set = await tokens.refresh(id)
    expect(set).toMatchObject({ accessToken: 'access-3', refreshToken: 'refresh-1' })
    expect(set.assumed).not.toContain('refreshToken')
  })

  it.each([
    ['missing', undefined],
    ['zero', 0],
    ['negative', -3600],
    ['longer than ten years', 1e12],
    ['no number', Number.NaN],
  ])(
    'is kept when its lifetime is %s: the default of the adapter is assumed and said',
    async (_title, expiresIn) => {
      const { tokens, provider, clock } = await expired()
      provider.script = [issued({ expiresIn: expiresIn as number })]
      const set = await tokens.getTokenSet(id)
      expect(set.accessToken).toBe('access-3')
      expect(set.assumed).toContain('expiresAt')
      expect(set.expiresAt).toEqual(new Date(clock.now() + 3_600_000))
    },
  )

  it('keeps scopes that the answer leaves out, and takes those that it names', async () => {
    const { tokens, provider } = await expired({ scopes: ['read'] })
    expect((await tokens.getTokenSet(id)).scopes).toEqual(['read'])
    provider.script = [issued({ scopes: ['read', 'write'] })]
    expect((await tokens.refresh(id)).scopes).toEqual(['read', 'write'])
  })
})

describe('a throttled redemption', () => {
  it('is not tried again before the provider allows, also beyond our own longest wait', async () => {
    const { tokens, provider, clock } = await expired()
    provider.script = [throttled(900)]
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({
      name: 'RateLimitedError',
      code: 'slow_down',
      retryAt: new Date(clock.now() + 900_000),
    })
    expect((await tokens.connection(id)).status).toBe('rate-limited')
    clock.advance(899_999)
    expect(await failure(tokens.refresh(id))).toMatchObject({ name: 'RateLimitedError', code: 'slow_down' })
    expect(provider.sent).toEqual(['refresh-2'])
    clock.advance(1)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect((await tokens.connection(id)).status).toBe('active')
  })

  it('holds other processes back too', async () => {
    const { tokens, manager, provider } = await expired()
    provider.script = [throttled(60)]
    await failure(tokens.getAccessToken(id))
    expect(await failure(manager().getAccessToken(id))).toMatchObject({ name: 'RateLimitedError' })
    expect(provider.sent).toHaveLength(1)
  })

  it('leaves no doubt: nothing was spent', async () => {
    const { tokens, provider, store } = await expired()
    provider.script = [throttled(5)]
    await failure(tokens.getAccessToken(id))
    expect((await store.read(id)).lease.doubt).toBeUndefined()
  })
})

describe('a redemption that was not sent or not answered', () => {
  it('is tried again after a growing wait of at most five minutes', async () => {
    const { tokens, provider, clock } = await expired()
    provider.script = Array.from({ length: 14 }, () => notSent)
    const waits: number[] = []
    for (let attempt = 0; attempt < 14; attempt++) {
      const error = await failure(tokens.getAccessToken(id))
      expect(error).toMatchObject({
        name: 'ProviderUnavailableError',
        code: 'provider_unreachable',
        retryable: true,
      })
      waits.push((error.retryAt?.getTime() ?? 0) - clock.now())
      clock.advance(waits.at(-1) ?? 0)
    }
    const longest = waits.map((_wait, index) => Math.min(1_000 * 2 ** index, 300_000))
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual((longest[index] ?? 0) / 2)
      expect(wait).toBeLessThanOrEqual(longest[index] ?? 0)
    })
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })

  it('leaves no doubt where nothing was sent', async () => {
    const { tokens, provider, store, events } = await expired()
    provider.script = [notSent]
    const error = await failure(tokens.getAccessToken(id))
    expect(error.message).toMatch(/could not be reached at p\.example \(ECONNREFUSED\)\. Nothing was sent/)
    expect((await store.read(id)).lease).toMatchObject({
      state: 'free',
      backoff: { reason: 'transient', failures: 1 },
    })
    expect((await store.read(id)).lease.doubt).toBeUndefined()
    expect(events.at(-1)).toMatchObject({ type: 'refresh-failed', cause: { code: 'provider_unreachable' } })
  })

  it('is merely transient where refresh tokens can be used again', async () => {
    const { tokens, provider, store, clock } = await expired({ refreshTokens: 'reusable' })
    provider.script = [unknown]
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ProviderUnavailableError' })
    expect((await store.read(id)).lease.doubt).toBeUndefined()
    expect((await tokens.connection(id)).status).toBe('degraded')
    clock.advance(1_000)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })

  it('counts as unanswered when the adapter throws', async () => {
    const { tokens, provider, store } = await expired()
    provider.before = () => Promise.reject(new TypeError('a fault of the adapter with secret text'))
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({ name: 'ProviderUnavailableError' })
    expect(error.message).not.toContain('secret text')
    expect((await store.read(id)).lease.doubt).toMatchObject({ generation: 1 })
  })

  it.each<[string, unknown, string]>([
    ['an error', new TypeError('a fault'), 'TypeError'],
    ['something else', 'a fault', 'Error'],
  ])('keeps the name of what an adapter throws: %s', async (_title, thrown, name) => {
    const { tokens, provider } = await expired()
    provider.before = () => Promise.reject(thrown)
    expect((await failure(tokens.getAccessToken(id))).cause).toEqual({ name })
  })

  it.each<[RedeemOutcome, string]>([
    [{ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } }, 'ENOTFOUND'],
    [{ kind: 'not-sent', cause: { name: 'Discovery' } }, 'provider_unreachable'],
    [{ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }, 'ECONNRESET'],
    [{ kind: 'unknown', cause: { name: 'Error', status: 502 } }, 'provider_unavailable'],
  ])('is told to who asks meanwhile by the most telling word: %j', async (outcome, code) => {
    const { tokens, provider } = await expired()
    provider.script = [() => outcome]
    await failure(tokens.getAccessToken(id))
    expect(await tokens.heldUp(id)).toMatchObject({ scope: 'connection', reason: 'transient', code })
  })

  it('waits as long as an unanswered call asks to', async () => {
    const { tokens, provider, clock } = await expired({ refreshTokens: 'reusable' })
    provider.script = [() => ({ kind: 'unknown', cause: { name: 'Error', status: 503 }, retryAfter: 120 })]
    expect((await failure(tokens.getAccessToken(id))).retryAt).toEqual(new Date(clock.now() + 120_000))
  })

  it('is tried at once after the clock of the store was set back before the failure', async () => {
    const { tokens, provider, store, clock, manager } = await expired()
    provider.script = [throttled(900)]
    await failure(tokens.getAccessToken(id))
    const rebooted = { ...store, read: async (each: string) => ({ ...(await store.read(each)), now: 0 }) }
    const acquire: typeof store.acquire = async (...args) => ({ ...(await store.acquire(...args)), now: 0 })
    expect(await manager({ store: { ...rebooted, acquire } }).getAccessToken(id)).toBe('access-3')
    expect(clock.monotonic()).toBeGreaterThan(0)
  })
})
