import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ZohoOptions } from '../src/index.ts'
import { an, clara, clientId, login, passing, sandboxZoho, type World, world } from './world.ts'

let sandbox: Sandbox
let clock: FakeClock
let zohoWorld: World
const begin = (more: Partial<ZohoOptions> = {}) => {
  zohoWorld = world(sandboxZoho(sandbox, more), clock)
  return zohoWorld.tokens
}
beforeEach(async () => {
  clock = fakeClock()
  sandbox = await startSandbox({ now: () => clock.now() })
})
afterEach(async () => {
  await zohoWorld.close()
  await sandbox.close()
})
const redemptions = () => sandbox.stats().totals.redemptions

describe('refreshing', () => {
  it('happens once for a hundred callers in four processes', async () => {
    const id = await login(begin(), clara)
    clock.advance(3_600_000)
    const managers = [zohoWorld.tokens, zohoWorld.another(), zohoWorld.another(), zohoWorld.another()]
    const calls = managers.flatMap((tokens) => Array.from({ length: 25 }, () => tokens.getAccessToken(id)))
    expect(new Set(await passing(clock, Promise.all(calls))).size).toBe(1)
    expect(redemptions()).toBe(1)
  })

  it.each([
    { expiresInAs: 'milliseconds' },
    { expiresInAs: 'string' },
    { apiDomainOnRefresh: false },
    { scopeAs: 'comma' },
    { scopeAs: 'space' },
    { errorStatus: 400 },
  ] as const)('reads an hour, the data centre and the scopes of an answer with %o', async (quirks) => {
    sandbox.zoho.setQuirks(quirks)
    const tokens = begin()
    const id = await login(tokens, clara)
    for (const set of [await tokens.getTokenSet(id), await tokens.refresh(id)]) {
      expect(set.expiresAt?.getTime()).toBe(clock.now() + 3_600_000)
      expect(set.raw.api_domain).toBe(`${sandbox.zohoUrl}/eu/api`)
      expect(set.scopes).toEqual(['ZohoCRM.org.READ', 'ZohoCRM.modules.ALL', 'AaaServer.profile.READ'])
    }
  })

  it('is due twelve minutes before the token ends, so that a throttle passes in time', async () => {
    const id = await login(begin(), an)
    clock.advance(3_600_000 - 721_000)
    await zohoWorld.tokens.getAccessToken(id)
    expect(redemptions()).toBe(0)
    clock.advance(2_000)
    await zohoWorld.tokens.getAccessToken(id)
    expect(redemptions()).toBe(1)
  })

  it('stops at ten in ten minutes, counted over all processes, before Zoho has to say so', async () => {
    const id = await login(begin(), an)
    const other = zohoWorld.another()
    for (let turn = 0; turn < 10; turn++) {
      await (turn % 2 === 0 ? zohoWorld.tokens : other).refresh(id)
      clock.advance(1_000)
    }
    await expect(other.refresh(id)).rejects.toMatchObject({
      name: 'RateLimitedError',
      code: 'budget_used_up',
    })
    expect(redemptions()).toBe(10)
    clock.advance(600_000)
    expect((await other.refresh(id)).generation).toBe(12)
  })

  it.each([200, 400] as const)(
    'that is throttled under HTTP %i cools the whole client down, and asks nobody to consent',
    async (status) => {
      sandbox.zoho.setQuirks({ throttleStatus: status })
      const tokens = begin()
      const [first, second] = [await login(tokens, an), await login(tokens, clara)]
      clock.advance(3_000_000)
      // Another program has used up the window.
      sandbox.faults.add({ kind: 'throttled', server: 'zoho' })
      // What is still good is handed out meanwhile.
      expect(await tokens.getTokenSet(first)).toMatchObject({ degraded: true, generation: 1 })
      expect((await tokens.connection(first)).status).toMatch(/rate-limited|degraded/)
      await expect(tokens.refresh(second)).rejects.toMatchObject({
        name: 'RateLimitedError',
        code: 'Access Denied',
      })
      clock.advance(590_000)
      await tokens.getAccessToken(second)
      expect(redemptions()).toBe(1)
      clock.advance(20_000)
      expect((await tokens.getTokenSet(second)).generation).toBe(2)
    },
  )

  it('tells a grant that is gone from settings that are wrong', async () => {
    const tokens = begin()
    const id = await login(tokens, clara)
    clock.advance(3_600_000)
    sandbox.zoho.rotateSecret(clientId, 'a-new-secret')
    await expect(tokens.getAccessToken(id)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_client_secret',
    })
    await zohoWorld.close()
    const again = begin({ clientSecret: ['sandbox-secret-not-a-real-one', 'a-new-secret'] })
    const next = await login(again, clara)
    sandbox.zoho.disconnect({ zuid: clara.zuid })
    clock.advance(3_600_000)
    await expect(again.getAccessToken(next)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'invalid_code',
    })
  })

  it.each(['html', 'answer-lost', 'reset-before'] as const)('that meets %s loses nothing', async (kind) => {
    const id = await login(begin(), an)
    clock.advance(3_600_000)
    sandbox.faults.add({ kind, server: 'zoho' })
    await expect(zohoWorld.tokens.getAccessToken(id)).rejects.toMatchObject({
      name: 'ProviderUnavailableError',
    })
    clock.advance(5_000)
    expect((await zohoWorld.tokens.getTokenSet(id)).generation).toBe(2)
  })
})

describe('the twentieth refresh token of an account', () => {
  it('is warned of before it is made: the one after it ends the oldest', async () => {
    const tokens = begin()
    for (let count = 1; count <= 18; count++) {
      await login(tokens, an)
      // Of codes there are ten in ten minutes.
      clock.advance(61_000)
    }
    expect(zohoWorld.warnings).toEqual([])
    await login(tokens, an)
    expect(zohoWorld.warnings).toEqual([
      expect.stringMatching(/^zoho:640101001: 19 refresh tokens .* zoho keeps 20 of one account/),
    ])
    expect(sandbox.zoho.refreshTokens({ zuid: an.zuid }).length).toBe(19)
    await login(tokens, clara)
    expect(zohoWorld.warnings.length).toBe(1)
  })
})

describe('revoking', () => {
  it('ends the refresh token and its access tokens in the data centre of the account', async () => {
    const tokens = begin()
    const id = await login(tokens, clara)
    const { accessToken, refreshToken = '' } = await tokens.getTokenSet(id)
    await tokens.revoke(id)
    expect([accessToken, refreshToken].map((token) => sandbox.zoho.isLive(token))).toEqual([false, false])
    expect((await tokens.connection(id)).status).toBe('revoked')
  })

  it('takes HTTP 400 for a token that is gone already', async () => {
    const tokens = begin()
    const id = await login(tokens, clara)
    sandbox.zoho.disconnect({ zuid: clara.zuid })
    await tokens.revoke(id)
    expect((await tokens.connection(id)).status).toBe('revoked')
  })

  it('changes nothing here while Zoho asks to slow down', async () => {
    const tokens = begin()
    const id = await login(tokens, clara)
    sandbox.faults.add({ kind: 'throttled', server: 'zoho', path: 'revoke' })
    await expect(tokens.revoke(id)).rejects.toMatchObject({ name: 'RateLimitedError' })
    expect((await tokens.connection(id)).status).toBe('active')
  })

  it('takes the newer path with the credentials of the client', async () => {
    const tokens = begin({ endpoints: { revocation: `${sandbox.zohoUrl}/oauth/v2/revoke/token` } })
    const id = await login(tokens, an)
    const { refreshToken = '' } = await tokens.getTokenSet(id)
    await tokens.revoke(id)
    expect(sandbox.zoho.isLive(refreshToken)).toBe(false)
  })
})
