import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoZaloPayApp, type Sandbox, startSandbox } from '../src/index.ts'
import { postToken, refresh, userInfo } from './zalopay-client.ts'

const { appId, users } = demoZaloPayApp
const [ha, bao] = users as [(typeof users)[0], (typeof users)[0]]
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

async function control(path: string, body: unknown = {}) {
  const options = { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${sandbox.url}/_sandbox/zalopay${path}`, options)
  return { status: response.status, json: (await response.json()) as Record<string, never> }
}

test('without a challenge, a code comes with its verifier: all that a login needs', async () => {
  const { data, codeVerifier } = (await control('/code', { muid: bao.muid })).json as unknown as {
    data: { code: string }
    codeVerifier: string
  }
  const { json } = await postToken(sandbox, { code: data.code, code_verifier: codeVerifier })
  expect((await userInfo(sandbox, json.data.access_token)).json).toMatchObject({ data: { muid: bao.muid } })
})

test('with a challenge, the answer is that of the SDK and nothing else', async () => {
  const { json } = await control('/code', { codeChallenge: sandbox.zalopay.pkcePair().codeChallenge })
  expect(Object.keys(json).sort()).toEqual(['data', 'status'])
})

test.each(['030501', '030502', '030503', '030504', '030505'])('the SDK can fail with %s', async (error) => {
  const { json } = await control('/code', { error })
  expect(json).toMatchObject({
    status: 'failure',
    error: { code: error, message: expect.stringMatching(/\w+/) },
  })
})

test('an unknown app is an invalid argument of the SDK', async () => {
  expect((await control('/code', { appId: 1 })).json).toMatchObject({ error: { code: '030502' } })
  expect((await control('/code', { appId: '1878' })).status).toBe(400)
  expect((await control('/code', { permissions: 'user.phone' })).status).toBe(400)
  expect((await control('/code', { muid: 'nobody' })).status).toBe(404)
})

test('tokens are minted and revoked, lifetimes changed', async () => {
  await control('/lifetimes', { accessToken: 6 })
  const { accessToken, refreshToken } = (await control('/mint', { appId })).json
  expect((await userInfo(sandbox, accessToken!)).json).toMatchObject({ data: { muid: ha.muid } })
  const next = (await refresh(sandbox, refreshToken!)).json.data
  expect(next.expires_in).toBe(6000)
  await control('/revoke', { muid: ha.muid })
  expect(sandbox.zalopay.isLive(next.access_token)).toBe(false)
  expect((await refresh(sandbox, next.refresh_token)).json.error).toBeTruthy()
})

test('faults speak ZaloPay: an error by its reason or number, the throttle, a wrapped field', async () => {
  const { refreshToken } = sandbox.zalopay.mint(appId, ha.muid)
  const struck = async (fault: Parameters<Sandbox['faults']['add']>[0]) => {
    sandbox.faults.add({ server: 'zalopay', ...fault })
    return (await refresh(sandbox, refreshToken)).json
  }
  const named = await struck({ kind: 'error-body', code: 'INVALID_REFRESH_TOKEN' })
  expect(named.error.code).toBe(16)
  expect((await struck({ kind: 'error-body', code: 99 })).error.code).toBe(99)
  expect((await struck({ kind: 'throttled' })).error.error).toBe('RESOURCE_EXHAUSTED')
  const kept = await struck({ kind: 'missing-refresh-token' })
  expect(kept.data.access_token).toBeTruthy()
  expect(kept.data).not.toHaveProperty('refresh_token')
  expect((await struck({ kind: 'wrong-types', set: { expires_in: 'soon' } })).data.expires_in).toBe('soon')
  expect(sandbox.stats().totals).toMatchObject({ issued: 2, replays: 0 })
})
