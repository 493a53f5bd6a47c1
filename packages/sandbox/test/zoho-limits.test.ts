import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox, type ZohoTokens } from '../src/index.ts'
import { client, post, refresh, usUser } from './zoho-client.ts'

let sandbox: Sandbox
let tokens: ZohoTokens

beforeEach(async () => {
  const now = Date.now()
  sandbox = await startSandbox({ now: () => now })
  tokens = sandbox.zoho.mint()
})

afterEach(() => sandbox.close())

const refreshTimes = async (count: number) => {
  for (let done = 0; done < count; done++) {
    expect((await refresh(sandbox, tokens.refreshToken)).json.access_token).toBeTruthy()
  }
}

const throttled = {
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  error: 'Access Denied',
  status: 'failure',
}

test('the eleventh refresh in ten minutes is throttled until the ten minutes are over', async () => {
  await refreshTimes(10)
  expect(sandbox.zoho.refreshesTaken(tokens.refreshToken)).toBe(10)
  const answer = await refresh(sandbox, tokens.refreshToken)
  expect(answer.status).toBe(400)
  expect(answer.json).toEqual(throttled)
  expect(answer.headers.has('retry-after')).toBe(false)
  sandbox.clock.advance(599_000)
  expect((await refresh(sandbox, tokens.refreshToken)).json).toEqual(throttled)
  sandbox.clock.advance(1000)
  await refreshTimes(1)
  expect(sandbox.zoho.refreshesTaken(tokens.refreshToken)).toBe(1)
})

test('another refresh token has a window of its own', async () => {
  await refreshTimes(10)
  const other = sandbox.zoho.mint()
  expect((await refresh(sandbox, other.refreshToken)).json.access_token).toBeTruthy()
})

test('the throttle can come in HTTP 200, and each retry can extend it', async () => {
  sandbox.zoho.setQuirks({ throttleStatus: 200, throttledRetriesExtend: true })
  await refreshTimes(10)
  sandbox.clock.advance(500_000)
  expect((await refresh(sandbox, tokens.refreshToken)).status).toBe(200)
  sandbox.clock.advance(500_000)
  expect((await refresh(sandbox, tokens.refreshToken)).json).toEqual(throttled)
  sandbox.clock.advance(600_000)
  await refreshTimes(1)
})

test('client credentials are throttled per organization', async () => {
  const ask = () =>
    post(sandbox, '/oauth/v2/token', {
      grant_type: 'client_credentials',
      scope: 'ZohoCRM.org.READ',
      soid: `ZohoCRM.${usUser.orgId}`,
    })
  for (let done = 0; done < 10; done++) expect((await ask()).json.access_token).toBeTruthy()
  expect((await ask()).json).toEqual(throttled)
})

test('the eleventh live access token of a refresh token ends the oldest', async () => {
  await refreshTimes(9)
  expect(sandbox.zoho.isLive(tokens.accessToken)).toBe(true)
  await refreshTimes(1)
  expect(sandbox.zoho.isLive(tokens.accessToken)).toBe(false)
  expect(sandbox.zoho.accessTokens(tokens.refreshToken)).toHaveLength(10)
  sandbox.zoho.setLimits({ accessTokens: 15, refreshesPerWindow: 100 })
  await refreshTimes(10)
  expect(sandbox.zoho.accessTokens(tokens.refreshToken)).toHaveLength(15)
})

test('the access tokens of another refresh token are not counted along', async () => {
  const other = sandbox.zoho.mint()
  await refreshTimes(10)
  expect(sandbox.zoho.isLive(other.accessToken)).toBe(true)
  expect((await refresh(sandbox, other.refreshToken)).json.access_token).toBeTruthy()
  expect(sandbox.zoho.accessTokens(tokens.refreshToken)).toHaveLength(10)
})

test('the twenty-first refresh token of a user with a client ends the oldest, and its access tokens', async () => {
  const others = Array.from({ length: 19 }, () => sandbox.zoho.mint())
  expect(sandbox.zoho.isLive(tokens.refreshToken)).toBe(true)
  const otherClient = { ...client, clientId: '1000.OTHER' }
  sandbox.zoho.registerClient(otherClient)
  sandbox.zoho.mint({ clientId: otherClient.clientId })
  sandbox.zoho.mint({ zuid: '60010103003' })
  expect(sandbox.zoho.isLive(tokens.refreshToken)).toBe(true)
  const last = sandbox.zoho.mint()
  expect(sandbox.zoho.isLive(tokens.refreshToken)).toBe(false)
  expect(sandbox.zoho.isLive(tokens.accessToken)).toBe(false)
  expect((await refresh(sandbox, tokens.refreshToken)).json['error']).toBe('invalid_code')
  expect(sandbox.zoho.refreshTokens()).toEqual([...others, last].map(({ refreshToken }) => refreshToken))
})

test('settings that make no sense are refused, and change nothing', () => {
  expect(() => sandbox.zoho.setLimits({ refreshesPerWindow: 0 })).toThrow('refreshesPerWindow cannot be 0')
  expect(() => sandbox.zoho.setLifetimes({ accessToken: -1 })).toThrow('accessToken cannot be -1')
  expect(() => sandbox.zoho.setQuirks({ expiresIn: 'string' } as never)).toThrow(/Unknown setting expiresIn;/)
  expect(() => sandbox.zoho.setQuirks({ scopeAs: 'space', trailingSlash: ['xx'] as never })).toThrow(
    TypeError,
  )
  expect(() => sandbox.zoho.setQuirks({ apiDomains: { us: 1 } as never })).toThrow(TypeError)
})
