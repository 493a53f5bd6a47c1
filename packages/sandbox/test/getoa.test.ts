import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox } from '../src/index.ts'
import { getoa, oa, otherOa, refresh } from './zalo-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ zalo: { callsPerMinute: 2 } })
})

afterEach(() => sandbox.close())

test.each([
  ['oa_id', oa],
  ['oaid', otherOa],
])('a live token gets the profile, its id a string named %s', async (field, account) => {
  const { accessToken } = sandbox.zalo.mint(demoApp.appId, account.id)
  const { status, json, headers } = await getoa(sandbox, { access_token: accessToken })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    error: 0,
    message: 'Success',
    data: { [field]: account.id, name: account.name },
  })
  expect(json.data).not.toHaveProperty(field === 'oaid' ? 'oa_id' : 'oaid')
  expect(headers.get('x-ratelimit-limit')).toBe('2')
  expect(headers.get('x-ratelimit-remain')).toBe('1')
})

test('a dead, an expired and an unknown token are refused with -216 inside HTTP 200', async () => {
  const first = sandbox.zalo.mint(demoApp.appId, oa.id)
  await refresh(sandbox, first.refreshToken)
  const expired = sandbox.zalo.mint(demoApp.appId, otherOa.id)
  sandbox.clock.advance(90_000_000)
  for (const token of [first.accessToken, expired.accessToken, 'nonsense']) {
    sandbox.clock.advance(60_000)
    const { status, json } = await getoa(sandbox, { access_token: token })
    expect(status).toBe(200)
    expect(json).toEqual({ error: -216, message: 'Access token is invalid' })
  }
})

test('Authorization: Bearer and the query are ignored', async () => {
  const { accessToken } = sandbox.zalo.mint(demoApp.appId, oa.id)
  expect((await getoa(sandbox, { authorization: `Bearer ${accessToken}` })).json.error).toBe(-216)
  const response = await fetch(`${sandbox.zaloUrl}/v2.0/oa/getoa?access_token=${accessToken}`)
  expect((await response.json()) as object).toMatchObject({ error: -216 })
})

test('a token of an app that the OA removed is refused with -220', async () => {
  const { accessToken } = sandbox.zalo.mint(demoApp.appId, oa.id)
  sandbox.zalo.revokeApp(demoApp.appId, oa.id)
  expect((await getoa(sandbox, { access_token: accessToken })).json.error).toBe(-220)
})

test('too many calls in a minute get -32, until the next minute', async () => {
  const { accessToken } = sandbox.zalo.mint(demoApp.appId, oa.id)
  const call = async () => (await getoa(sandbox, { access_token: accessToken })).json.error
  expect([await call(), await call(), await call()]).toEqual([0, 0, -32])
  sandbox.clock.advance(60_000)
  expect(await call()).toBe(0)
})
