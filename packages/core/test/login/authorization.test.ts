import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTokenManager, generateKey } from '../../src/index.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { callbackUrl, failure, id, loggedIn, logIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const returned = (state: string, rest = 'code=good-code') => `${callbackUrl}?${rest}&state=${state}`

describe('a login', () => {
  it('makes a link with a state of its own and tells until when it is good', async () => {
    const { manager, clock } = world()
    const tokens = manager()
    const [one, other] = [await tokens.authorize('fake'), await tokens.authorize('fake')]
    expect(one.url).toContain(one.state)
    expect(one.state).toMatch(/^[\w-]{43}$/)
    expect(one.state).not.toBe(other.state)
    expect(one.expiresAt).toEqual(new Date(clock.now() + 600_000))
  })

  it('is finished by its callback, in any process on the same store', async () => {
    const { manager, clock } = world()
    const { state } = await manager().authorize('fake')
    const { connection } = await manager().callback(new URL(returned(state)))
    expect(connection).toMatchObject({
      id,
      provider: 'fake',
      account: 'account-1',
      label: 'Account One',
      status: 'active',
      generation: 1,
      createdAt: new Date(clock.now()),
    })
    expect(connection).not.toHaveProperty('accessToken')
  })

  it('gives verifier, redirect URI and the place that the callback told to the exchange', async () => {
    const { manager, provider } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const read = provider.adapter.readCallback
    provider.adapter.readCallback = (url) => ({ ...read(url), params: { location: 'eu' } })
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const { connection } = await tokens.callback(returned(state))
    expect(connection.params).toEqual({ location: 'eu' })
    expect(exchange).toHaveBeenCalledWith({
      code: 'good-code',
      codeVerifier: 'verifier-of-this-login',
      redirectUri: callbackUrl,
      params: { location: 'eu' },
      timeout: 20_000,
    })
  })

  it('sends nothing when the callback cannot be trusted', async () => {
    const { manager, provider } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const read = provider.adapter.readCallback
    provider.adapter.readCallback = (url) => ({ ...read(url), refusal: 'It names a host that is not known.' })
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const error = await failure(tokens.callback(returned(state)))
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'callback_refused' })
    expect(exchange).not.toHaveBeenCalled()
  })

  it('sends nothing when the callback is doubted, or cannot be checked', async () => {
    const { manager, provider } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const tokens = manager()
    const doubts: [() => Promise<string | undefined>, object][] = [
      [async () => 'It comes from elsewhere.', { name: 'AuthorizationError', code: 'callback_refused' }],
      [
        async () => Promise.reject(new Error('a-token')),
        { name: 'ProviderUnavailableError', code: 'unexpected' },
      ],
    ]
    for (const [doubtCallback, expected] of doubts) {
      Object.assign(provider.adapter, { doubtCallback })
      const { state } = await tokens.authorize('fake')
      expect(await failure(tokens.callback(returned(state)))).toMatchObject(expected)
    }
    expect(exchange).not.toHaveBeenCalled()
    Object.assign(provider.adapter, { doubtCallback: async () => undefined })
    const { state } = await tokens.authorize('fake')
    expect((await tokens.callback(returned(state))).connection.id).toBe(id)
  })

  it('over an existing connection starts a new lineage, and keeps the day of the first', async () => {
    const { tokens, clock, record } = await loggedIn()
    const before = await record()
    clock.advance(86_400_000)
    await logIn(tokens)
    const after = await record()
    expect(after.facts).toMatchObject({
      generation: 1,
      createdAt: before.facts.createdAt,
      updatedAt: clock.now(),
    })
    expect(after.facts.lineage).not.toBe(before.facts.lineage)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })

  it('keeps state and verifier out of the store in clear, and is gone after ten minutes', async () => {
    const { store, clock, provider } = world()
    const kept: string[] = []
    const watching = {
      ...store,
      putAuthorization: async (...args: Parameters<typeof store.putAuthorization>) => {
        kept.push(...args.map(String))
        return store.putAuthorization(...args)
      },
    }
    const tokens = createTokenManager({
      providers: [provider.adapter],
      clock,
      store: watching,
      encryptionKeys: [generateKey()],
    })
    const { state } = await tokens.authorize('fake')
    expect(kept.join()).not.toContain(state)
    expect(kept.join()).not.toContain('verifier-of-this-login')
    clock.advance(600_000)
    expect(await failure(tokens.callback(returned(state)))).toMatchObject({
      name: 'AuthorizationError',
      code: 'unknown_state',
    })
  })
})

describe('a callback', () => {
  it('finds its login where the server has another name for the state', async () => {
    const { manager, provider } = world()
    const read = provider.adapter.readCallback
    provider.adapter.readCallback = (url) => ({ ...read(url), state: url.searchParams.get('st') ?? '' })
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const returnedTo = `${callbackUrl}?code=good-code&st=${state}`
    expect((await tokens.callback(returnedTo)).connection.id).toBe(id)
    expect(await failure(tokens.callback(returnedTo))).toMatchObject({ code: 'unknown_state' })
  })

  it('with its state under a name that this provider does not use is not trusted', async () => {
    const { manager, provider } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const error = await failure(tokens.callback(`${callbackUrl}?code=good-code&other=${state}`))
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'callback_refused' })
    expect(exchange).not.toHaveBeenCalled()
  })

  it.each([
    ['no state', 'code=good-code', 'missing_state'],
    ['an empty state', 'code=good-code&state=', 'missing_state'],
    ['a state that was never given out', 'code=good-code&state=guessed', 'unknown_state'],
  ])('with %s belongs to no login, and nothing is exchanged', async (_title, query, code) => {
    const { manager, provider } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const tokens = manager()
    await tokens.authorize('fake')
    expect(await failure(tokens.callback(`${callbackUrl}?${query}`))).toMatchObject({
      name: 'AuthorizationError',
      code,
    })
    expect(exchange).not.toHaveBeenCalled()
  })

  it('works once: of two at the same time one gets the connection', async () => {
    const { manager } = world()
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const both = await Promise.allSettled([
      tokens.callback(returned(state)),
      manager().callback(returned(state)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await failure(tokens.callback(returned(state)))).toMatchObject({ code: 'unknown_state' })
  })

  it.each([
    ['error=access_denied', 'consent_refused'],
    ['error=server_error', 'authorization_failed'],
  ])('that brings %s stores nothing', async (query, code) => {
    const { manager } = world()
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    expect(await failure(tokens.callback(returned(state, query)))).toMatchObject({
      name: 'AuthorizationError',
      code,
    })
    expect(await failure(tokens.connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('without a code says so', async () => {
    const { manager } = world()
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    expect(await failure(tokens.callback(returned(state, 'code=')))).toMatchObject({ code: 'missing_code' })
  })

  it('that is no URL is a usage error', async () => {
    expect(await failure(world().manager().callback('code=good-code'))).toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_callback_url',
    })
  })

  it.each<[string, Parameters<typeof world>[0], object]>([
    ['the code is refused', {}, { name: 'AuthorizationError', code: 'invalid_code' }],
    [
      'this app is refused',
      {
        exchange: async () => ({
          kind: 'refused',
          refusal: 'client',
          code: 'invalid_client',
          message: 'No.',
        }),
      },
      { name: 'ConfigurationError', code: 'invalid_client' },
    ],
    [
      'the provider throttles',
      { exchange: async () => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.' }) },
      { name: 'RateLimitedError', code: 'slow_down' },
    ],
    [
      'the answer is lost',
      { exchange: async () => ({ kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }) },
      { name: 'ProviderUnavailableError', code: 'exchange_unanswered' },
    ],
    [
      'the provider cannot be reached',
      { exchange: async () => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } }) },
      { name: 'ProviderUnavailableError', code: 'provider_unreachable' },
    ],
  ])('stores nothing when %s', async (_title, overrides, expected) => {
    const { manager, clock } = world(overrides)
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    const error = await failure(passingTime(clock, tokens.callback(returned(state, 'code=bad')), 100))
    expect(error).toMatchObject({ ...expected, provider: 'fake' })
    expect(await failure(tokens.connection(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it('sends a code again only when it was not sent', async () => {
    const { manager, provider, clock } = world()
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    exchange.mockResolvedValueOnce({ kind: 'not-sent', cause: { name: 'Error', code: 'ENOTFOUND' } })
    const tokens = manager()
    const { state } = await tokens.authorize('fake')
    await passingTime(clock, tokens.callback(returned(state)), 100)
    expect(exchange).toHaveBeenCalledTimes(2)
  })
})
