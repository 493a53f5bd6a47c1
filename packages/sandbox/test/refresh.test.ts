import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox, type TokenPair } from '../src/index.ts'
import { oa, postToken, refresh } from './zalo-client.ts'

const day = 86_400_000
let sandbox: Sandbox
let pair: TokenPair

beforeEach(async () => {
  sandbox = await startSandbox()
  pair = sandbox.zalo.mint(demoApp.appId, oa.id)
})

afterEach(() => sandbox.close())

test('a refresh issues a new pair and kills the old access token at once', async () => {
  const { json } = await refresh(sandbox, pair.refreshToken)
  expect(json.expires_in).toBe('90000')
  expect(json.refresh_token).not.toBe(pair.refreshToken)
  expect(sandbox.zalo.isLive(pair.accessToken)).toBe(false)
  expect(sandbox.zalo.isLive(json.access_token)).toBe(true)
  expect(sandbox.zalo.currentRefreshToken(demoApp.appId, oa.id)).toBe(json.refresh_token)
  expect(sandbox.zalo.generation(demoApp.appId, oa.id)).toBe(2)
})

test('a consumed refresh token gets HTTP 200 with an empty body, and its successor lives on', async () => {
  const { json } = await refresh(sandbox, pair.refreshToken)
  const replay = await refresh(sandbox, pair.refreshToken)
  expect(replay.status).toBe(200)
  expect(replay.text).toBe('')
  expect(replay.headers.get('content-length')).toBe('0')
  expect((await refresh(sandbox, json.refresh_token)).json.access_token).toBeTruthy()
})

test('an unknown refresh token gets -14014', async () => {
  const { status, json } = await refresh(sandbox, 'nonsense')
  expect(status).toBe(200)
  expect(json).toEqual({
    error: -14014,
    error_name: 'Invalid refresh token.',
    error_description: expect.any(String),
    error_reason: '',
    ref_doc: expect.stringMatching(/^https:/),
  })
})

test('a refresh token lives three months, and each rotation starts them anew', async () => {
  sandbox.clock.advance(89 * day)
  const second = (await refresh(sandbox, pair.refreshToken)).json
  sandbox.clock.advance(89 * day)
  const third = (await refresh(sandbox, second.refresh_token)).json
  sandbox.clock.advance(90 * day)
  expect((await refresh(sandbox, third.refresh_token)).json.error).toBe(-14014)
})

test('an access token lives 25 hours', () => {
  sandbox.clock.advance(90_000_000 - 1000)
  expect(sandbox.zalo.isLive(pair.accessToken)).toBe(true)
  sandbox.clock.advance(1000)
  expect(sandbox.zalo.isLive(pair.accessToken)).toBe(false)
})

test('a refresh token of another app gets -14014 and stays whole', async () => {
  const other = { ...demoApp, appId: '1111111111111111111', secretKey: 'other-fake-secret' }
  sandbox.zalo.registerApp(other)
  const fields = { grant_type: 'refresh_token', refresh_token: pair.refreshToken, app_id: other.appId }
  expect((await postToken(sandbox, fields, { secret: other.secretKey })).json.error).toBe(-14014)
  expect((await refresh(sandbox, pair.refreshToken)).json.access_token).toBeTruthy()
})

test('an app that the OA removed gets -14014', async () => {
  sandbox.zalo.revokeApp(demoApp.appId, oa.id)
  expect((await refresh(sandbox, pair.refreshToken)).json.error).toBe(-14014)
  expect(sandbox.zalo.currentRefreshToken(demoApp.appId, oa.id)).toBeUndefined()
})

test('lifetimes can be changed for what is issued from then on', async () => {
  sandbox.zalo.setLifetimes({ accessToken: 6, refreshToken: 60 })
  const { json } = await refresh(sandbox, pair.refreshToken)
  expect(json.expires_in).toBe('6')
  sandbox.clock.advance(6000)
  expect(sandbox.zalo.isLive(json.access_token)).toBe(false)
  sandbox.clock.advance(54_000)
  expect((await refresh(sandbox, json.refresh_token)).json.error).toBe(-14014)
  expect(() => sandbox.zalo.setLifetimes({ code: 0 })).toThrow(TypeError)
})

test.each([
  ['number', 90_000],
  ['missing', undefined],
] as const)('expires_in can be sent as %s', async (expiresInAs, expected) => {
  const odd = await startSandbox({ zalo: { expiresInAs } })
  const { refreshToken } = odd.zalo.mint(demoApp.appId, oa.id)
  const { json } = await refresh(odd, refreshToken)
  await odd.close()
  expect(json.expires_in).toBe(expected)
})

test('the clock can be given', async () => {
  const fixed = await startSandbox({ now: () => 1000 })
  fixed.clock.advance(500)
  expect(fixed.clock.now()).toBe(1500)
  await fixed.close()
})
