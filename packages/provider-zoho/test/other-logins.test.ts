import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { type Sandbox, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ZohoOptions } from '../src/index.ts'
import { an, clara, passing, ravi, sandboxZoho, type World, world } from './world.ts'

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

describe('the code of a Self Client', () => {
  it('is exchanged without a redirect URI, in the data centre of the app', async () => {
    const tokens = begin({ redirectUri: undefined, dataCenter: 'eu' })
    const code = sandbox.zoho.selfClientCode({ zuid: clara.zuid })
    const connection = await tokens.exchange('zoho', { code })
    expect(connection.id).toBe(`zoho:${clara.zuid}`)
    expect((await tokens.refresh(connection.id)).generation).toBe(2)
  })

  it('is exchanged where its params say', async () => {
    const tokens = begin()
    const code = sandbox.zoho.selfClientCode({ zuid: ravi.zuid })
    const { id, params } = await tokens.exchange('zoho', { code, params: { location: 'in' } })
    expect(params).toEqual({ location: 'in' })
    expect((await tokens.refresh(id)).generation).toBe(2)
    await expect(tokens.exchange('zoho', { code, params: { location: 'in' } })).rejects.toMatchObject({
      name: 'AuthorizationError',
      code: 'invalid_code',
    })
  })

  it('is refused in a data centre that is not in the table', async () => {
    const exchange = begin().exchange('zoho', { code: '1000.a.b', params: { location: 'sg' } })
    await expect(exchange).rejects.toMatchObject({ name: 'ConfigurationError', code: 'unknown_place' })
    expect(sandbox.stats().totals.exchanges).toBe(0)
  })
})

describe('client credentials', () => {
  it('are asked for the organization of an account, and again when the token ends', async () => {
    const tokens = begin({ dataCenter: 'eu', scopes: ['ZohoCRM.org.READ'] })
    const account = `ZohoCRM.${clara.orgId}`
    const { id } = await tokens.authorizeClient('zoho', { account })
    expect(id).toBe(`zoho:${account}`)
    const first = await tokens.getTokenSet(id)
    expect(first.refreshToken).toBe(undefined)
    clock.advance(3_600_000)
    const second = await tokens.getTokenSet(id)
    expect(sandbox.zoho.isLive(second.accessToken)).toBe(true)
    expect(second.generation).toBe(2)
  })

  it('say what is missing when no organization is named', async () => {
    const login = begin().authorizeClient('zoho', { account: 'the-app' })
    await expect(login).rejects.toMatchObject({
      code: 'missing_org_info',
      message: expect.stringMatching(/soid/),
    })
  })
})

describe('a login on another device', () => {
  it.each([
    { deviceUnits: 'seconds', deviceLocationField: 'user_location' },
    { deviceUnits: 'milliseconds', deviceLocationField: 'dc' },
  ] as const)('goes on at the data centre of the owner, with %o', async (quirks) => {
    sandbox.zoho.setQuirks(quirks)
    const tokens = begin()
    const device = await tokens.authorizeDevice('zoho')
    expect(device.expiresAt.getTime()).toBe(clock.now() + 300_000)
    expect(device.verificationUrlComplete).toContain(device.userCode)
    sandbox.zoho.decideOnDevice(device.userCode ?? '', { zuid: clara.zuid })
    const connection = await passing(clock, device.done)
    expect(connection).toMatchObject({ id: `zoho:${clara.zuid}`, params: { location: 'eu' } })
    expect((await tokens.getTokenSet(connection.id)).refreshToken).toMatch(/^1004\./)
    expect((await tokens.refresh(connection.id)).generation).toBe(2)
  })

  it('polls so slowly that it is never told to slow down', async () => {
    const tokens = begin()
    const device = await tokens.authorizeDevice('zoho')
    // Half a minute and more of waiting, then the owner comes.
    const waited = passing(clock, device.done)
    clock.schedule(() => sandbox.zoho.decideOnDevice(device.userCode ?? '', { zuid: an.zuid }), 100_000)
    const started = clock.now()
    const connection = await waited
    expect(connection.id).toBe(`zoho:${an.zuid}`)
    expect(clock.now() - started).toBeLessThan(140_000)
  })

  it('waits half a minute longer when it is told to slow down', async () => {
    const tokens = begin()
    sandbox.faults.add({
      kind: 'error-body',
      code: 'slow_down',
      server: 'zoho',
      path: 'device',
      afterSkip: 1,
    })
    const device = await tokens.authorizeDevice('zoho')
    sandbox.zoho.decideOnDevice(device.userCode ?? '', { zuid: an.zuid })
    const started = clock.now()
    expect((await passing(clock, device.done)).id).toBe(`zoho:${an.zuid}`)
    expect(clock.now() - started).toBeGreaterThanOrEqual(35_000)
  })

  it('ends when the owner refuses, and when nobody comes', async () => {
    const tokens = begin()
    const refused = await tokens.authorizeDevice('zoho')
    sandbox.zoho.decideOnDevice(refused.userCode ?? '', { decision: 'deny' })
    await expect(passing(clock, refused.done)).rejects.toMatchObject({
      name: 'AuthorizationError',
      code: 'access_denied',
    })
    const forgotten = await tokens.authorizeDevice('zoho')
    await expect(passing(clock, forgotten.done)).rejects.toMatchObject({
      code: expect.stringMatching(/^expired|device_code_expired$/),
    })
  })
})
