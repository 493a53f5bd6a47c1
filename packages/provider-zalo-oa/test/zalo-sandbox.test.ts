import { systemClock } from '@oauth-tokens/core'
import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { demoSocialApp, type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zalo } from '../src/index.ts'
import { managers } from './support/managers.ts'

const { appId, secretKey, redirectUris, users } = demoSocialApp
const [lan, minh] = users
const id = `zalo:${lan!.id}`
const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const day = 24 * hour

describe('the social login against an emulated Zalo', () => {
  let sandbox: Sandbox
  let world: ReturnType<typeof managers<FakeClock>>
  beforeEach(async () => {
    sandbox = await startSandbox({ now: () => start })
    world = managers(adapter(), fakeClock(start))
  })
  afterEach(() => sandbox.close())

  const adapter = () => {
    const app = { clientId: appId, clientSecret: secretKey, redirectUri: redirectUris[0] }
    return zalo({ ...app, baseUrl: sandbox.zaloUrl })
  }
  /** Both clocks, Zalo's and ours. */
  const advance = (ms: number) => {
    sandbox.clock.advance(ms)
    world.clock.advance(ms)
  }
  const login = async (tokens = world.manager(), userId = lan!.id) => {
    const { url } = await tokens.authorize('zalo')
    const { connection } = await tokens.callback(sandbox.zaloSocial.authorize(url, { userId }))
    return { tokens, connection }
  }
  const refreshes = () => sandbox.stats().refreshTokens.reduce((sum, { redemptions }) => sum + redemptions, 0)
  const me = (tokens: ReturnType<typeof world.manager>) =>
    tokens.fetch(id, `${sandbox.zaloUrl}/v2.0/me?fields=id,name`).then((answer) => answer.json())

  it('names the user by the profile, and knows the end of the 30 days', async () => {
    const { connection } = await login(undefined, minh!.id)
    expect(connection).toMatchObject({ id: `zalo:${minh!.id}`, label: minh!.name, status: 'active' })
    expect(connection.refreshExpiresAt).toEqual(new Date(start + 30 * day))
    expect(connection.assumed).toBe(undefined)
  })

  it('refuses the consent of another user than was asked for', async () => {
    const tokens = world.manager()
    const { url } = await tokens.authorize('zalo', { account: lan!.id })
    const callback = sandbox.zaloSocial.authorize(url, { userId: minh!.id })
    await expect(tokens.callback(callback)).rejects.toMatchObject({ code: 'account_mismatch' })
  })

  it('works where the console checks appsecret_proof', async () => {
    sandbox.zaloSocial.registerApp({ ...demoSocialApp, checkSecretProof: true })
    const { tokens } = await login()
    expect(await me(tokens)).toMatchObject({ error: 0, name: lan!.name })
  })

  it('spends each refresh token once, however many ask in however many processes', async () => {
    const { manager } = managers(adapter(), systemClock)
    const { tokens } = await login(manager())
    const rejected = await tokens.getAccessToken(id)
    const all = [tokens, manager(), manager()]
    const asked = Array.from({ length: 30 }, (_, call) => all[call % 3]!.getAccessToken(id, { rejected }))
    expect(new Set(await Promise.all(asked)).size).toBe(1)
    expect(sandbox.stats().refreshTokens.map(({ redemptions, replays }) => [redemptions, replays])).toEqual([
      [1, 0],
    ])
  })

  it('inherits the end over refreshes, also where an answer does not tell it', async () => {
    const { tokens } = await login()
    for (let passed = 0; passed < 5; passed++) {
      advance(day)
      if (passed === 3) {
        const set = { refresh_token_expires_in: null }
        sandbox.faults.add({ kind: 'wrong-types', path: 'token', set })
      }
      const { refreshExpiresAt, generation } = await tokens.getTokenSet(id)
      expect(refreshExpiresAt).toEqual(new Date(start + 30 * day))
      expect(generation).toBe(passed + 2)
    }
  })

  it.each([452, 124])('calls again with a refreshed token after error %s of the graph', async (code) => {
    const { tokens } = await login()
    sandbox.faults.add({ kind: 'error-body', path: 'userinfo', code })
    expect(await me(tokens)).toMatchObject({ error: 0, id: lan!.id })
    expect(refreshes()).toBe(1)
  })

  it.each([-242, 112, 210, 11_004, 12_000])('refreshes nothing after error %s of the graph', async (code) => {
    const { tokens } = await login()
    sandbox.faults.add({ kind: 'error-body', path: 'userinfo', code })
    expect(await me(tokens)).toMatchObject({ error: code })
    expect(refreshes()).toBe(0)
  })

  it('asks for a login when the user has removed the app', async () => {
    const { tokens } = await login()
    sandbox.zaloSocial.revokeApp(appId, lan!.id)
    await expect(me(tokens)).rejects.toMatchObject({ name: 'ReauthorizationRequiredError' })
    expect((await tokens.connection(id)).status).toBe('reauthorization-required')
  })

  it('tells a wrong secret from a rate limit', async () => {
    const { tokens } = await login()
    advance(hour)
    sandbox.faults.add({ kind: 'throttled' })
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({ name: 'RateLimitedError' })
    sandbox.zaloSocial.rotateSecret(appId, 'another-secret')
    advance(hour)
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: '-14004',
    })
  })

  it('is kept alive for 30 days, announced 14, 7 and 1 days before their end, and then over', async () => {
    const { tokens } = await login()
    const auto = tokens.autoRefresh()
    const pass = async (days: number) => {
      for (let passed = 0; passed < days * day; passed += hour / 2) {
        advance(hour / 2)
        // No two clocks run alike: each refresh tells a slightly other end.
        sandbox.clock.advance(37)
        await auto.idle()
      }
    }
    await auto.idle()
    await pass(31)
    const due = world.events.filter(({ type }) => type === 'reauthorization-due')
    const daysAhead = due.map(({ at, endsAt }) => Math.round((endsAt!.getTime() - at.getTime()) / hour) / 24)
    expect(daysAhead).toEqual([14, 7, 1])
    for (const { endsAt } of due) {
      expect(Math.abs(endsAt!.getTime() - (start + 30 * day))).toBeLessThan(5 * 60_000)
    }
    expect(refreshes()).toBeGreaterThan(29 * 24)
    expect(world.events.filter(({ type }) => type === 'reauthorization-required')).toHaveLength(1)
    expect((await tokens.connection(id)).status).toBe('reauthorization-required')

    // A later consent starts anew, in the same connection.
    const again = await login(tokens)
    expect(again.connection).toMatchObject({ id, status: 'active' })
    expect(again.connection.refreshExpiresAt).toEqual(new Date(world.clock.now() + 30 * day))
    await pass(17)
    expect(world.events.filter(({ type }) => type === 'reauthorization-due')).toHaveLength(4)
    await auto.stop()
  })
})
