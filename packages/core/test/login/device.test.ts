import { describe, expect, it } from 'vitest'
import type { DevicePoll, DevicePollRequest, ProviderAdapter } from '../../src/index.ts'
import { pass, passingTime, turns } from '../support/turns.ts'
import { failure, id, type World, world } from '../support/world.ts'

const pending: DevicePoll = { kind: 'pending' }
const issued: DevicePoll = {
  kind: 'issued',
  grant: {
    accessToken: 'device-access-token',
    refreshToken: 'device-refresh-token',
    tokenType: 'bearer',
    expiresIn: 3600,
    raw: {},
  },
}

/** A provider that answers polls from a script, and notes when it was polled. */
function deviceWorld(script: DevicePoll[], overrides: Partial<ProviderAdapter> = {}) {
  const polls: (DevicePollRequest & { at: number })[] = []
  const made: World = world({
    device: {
      start: async () => ({
        deviceCode: 'secret-device-code',
        userCode: 'WDJB-MJHT',
        verificationUrl: 'https://provider.example/device',
        expiresIn: 300,
        interval: 5,
      }),
      async poll(request) {
        polls.push({ ...request, at: made.clock.now() - start })
        return script.shift() ?? pending
      },
    },
    ...overrides,
  })
  const start = made.clock.now()
  return { ...made, polls }
}

describe('a login on another device', () => {
  it('shows the code at once, and makes the connection when the owner has consented', async () => {
    const { manager, clock, polls, record } = deviceWorld([pending, issued])
    const login = await manager().authorizeDevice('fake', { scopes: ['read'] })
    expect(login).toMatchObject({
      userCode: 'WDJB-MJHT',
      verificationUrl: 'https://provider.example/device',
      expiresAt: new Date(clock.now() + 300_000),
    })
    const connection = await passingTime(clock, login.done, 1_000)
    expect(connection).toMatchObject({ id, status: 'active', generation: 1, scopes: ['read'] })
    expect(polls.map(({ at }) => at)).toEqual([5_000, 10_000])
    expect((await record()).secrets.refreshToken).toBe('device-refresh-token')
  })

  it.each([
    [
      'a pause longer than the code lives',
      { kind: 'throttled', code: 'slow_down', message: 'slower', retryAfter: 86_400 },
    ],
    ['an interval without end', { kind: 'pending', interval: Number.POSITIVE_INFINITY }],
  ] as [string, DevicePoll][])(
    'I4: is over when its code has expired, whatever is asked for: %s',
    async (_what, answer) => {
      const { manager, clock } = deviceWorld([answer])
      const { done, expiresAt } = await manager().authorizeDevice('fake')
      const error = failure(passingTime(clock, done, 1_000))
      expect(await error).toMatchObject({ name: 'AuthorizationError', code: 'device_code_expired' })
      expect(clock.now() - expiresAt.getTime()).toBeLessThan(5_000)
    },
  )

  it('ends within a day, also where the server says that its code never expires', async () => {
    const { manager, clock, provider } = deviceWorld([])
    const { device } = provider.adapter
    const start = device?.start
    if (device && start)
      device.start = async (asked) => ({ ...(await start(asked)), expiresIn: Number.POSITIVE_INFINITY })
    const tokens = manager()
    const { expiresAt } = await tokens.authorizeDevice('fake')
    expect(expiresAt).toEqual(new Date(clock.now() + 86_400_000))
    await tokens.close()
  })

  it('polls as slowly as it is told', async () => {
    const slow: DevicePoll = { kind: 'throttled', code: 'slow_down', message: 'slower' }
    const { manager, clock, polls } = deviceWorld([slow, { kind: 'pending', interval: 30 }, pending, issued])
    const { done } = await manager().authorizeDevice('fake')
    await passingTime(clock, done, 1_000)
    expect(polls.map(({ at }) => at)).toEqual([5_000, 15_000, 45_000, 75_000])
  })

  it('goes on at the server that an answer names, and remembers it', async () => {
    const { manager, clock, polls } = deviceWorld([{ kind: 'pending', params: { location: 'eu' } }, issued])
    const { done } = await manager().authorizeDevice('fake')
    const connection = await passingTime(clock, done, 1_000)
    expect(polls.map(({ params }) => params)).toEqual([{}, { location: 'eu' }])
    expect(connection.params).toEqual({ location: 'eu' })
  })

  it('asks on after a lost answer, more slowly, and says so when the code is gone', async () => {
    const lost: DevicePoll = { kind: 'unknown', cause: { name: 'TimeoutError', code: 'timeout' } }
    const refused: DevicePoll = { kind: 'refused', refusal: 'grant', code: 'invalid_grant', message: 'Used.' }
    const { manager, clock, polls } = deviceWorld([lost, refused])
    const { done } = await manager().authorizeDevice('fake')
    const error = await passingTime(clock, failure(done), 1_000)
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'invalid_grant' })
    expect(error.message).toMatch(/answer was lost/)
    expect(polls.map(({ at }) => at)).toEqual([5_000, 15_000])
  })

  it('ends when nobody consents in time', async () => {
    const { manager, clock, store } = deviceWorld([])
    const { done } = await manager().authorizeDevice('fake')
    const error = await passingTime(clock, failure(done), 5_000)
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'device_code_expired' })
    expect((await store.read(id)).tokens).toBeUndefined()
  })

  it('refuses another account than the expected one', async () => {
    const { manager, clock, store } = deviceWorld([issued])
    const { done } = await manager().authorizeDevice('fake', { account: 'account-9' })
    const error = await passingTime(clock, failure(done), 1_000)
    expect(error.code).toBe('account_mismatch')
    expect((await store.read(id)).tokens).toBeUndefined()
  })

  it('ends with its signal, and with close', async () => {
    const { manager, clock } = deviceWorld([])
    const controller = new AbortController()
    const tokens = manager()
    const first = await tokens.authorizeDevice('fake', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(passingTime(clock, first.done)).rejects.toThrow('enough')
    const second = await tokens.authorizeDevice('fake')
    await tokens.close()
    expect((await failure(second.done)).code).toBe('closed')
  })

  it('that nobody waits for any more is no crash', async () => {
    const { manager, clock } = deviceWorld([{ kind: 'refused', refusal: 'grant', code: 'x', message: 'No.' }])
    await manager().authorizeDevice('fake')
    await pass(clock, 10_000, 1_000)
    await turns()
  })

  it('is refused where the provider has none, and shows no secret', async () => {
    const error = await failure(world().manager().authorizeDevice('fake'))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'device_unsupported' })
    const { manager } = deviceWorld([])
    expect(JSON.stringify(await manager().authorizeDevice('fake'))).not.toContain('secret-device-code')
  })
})
