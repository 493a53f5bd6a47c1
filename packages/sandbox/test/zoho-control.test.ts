import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoZohoUsers, type Sandbox, startSandbox } from '../src/index.ts'
import { euUser, exchangeCode, post, refresh, send, type ZohoAnswer } from './zoho-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

function control(path: string, body: unknown): Promise<ZohoAnswer> {
  return send(`${sandbox.url}/_sandbox/zoho${path}`, { method: 'POST', body: JSON.stringify(body) })
}

test('the control explains itself and lists the accounts', async () => {
  expect((await send(`${sandbox.url}/_sandbox/`)).text).toContain('POST   /_sandbox/zoho/mint')
  expect(JSON.parse((await send(`${sandbox.url}/_sandbox/zoho/users`)).text)).toEqual(demoZohoUsers)
})

test('tokens and codes are minted, and ended', async () => {
  const { json } = await control('/mint', { zuid: euUser.zuid, scope: 'ZohoCRM.org.READ' })
  const { accessToken, refreshToken } = json as unknown as Record<string, string>
  expect((await refresh(sandbox, refreshToken!, 'eu')).json.access_token).toBeTruthy()
  await control('/revoke', { token: accessToken })
  expect([accessToken, refreshToken].map((token) => sandbox.zoho.isLive(token!))).toEqual([false, true])
  await control('/revoke', { zuid: euUser.zuid })
  expect(sandbox.zoho.isLive(refreshToken!)).toBe(false)
  const code = (await control('/code', { lifetime: 60 })).json['code'] as string
  expect((await exchangeCode(sandbox, code)).json.refresh_token).toBeTruthy()
})

test('a device is decided on', async () => {
  const fields = { grant_type: 'device_request', scope: 'ZohoCRM.org.READ' }
  const { json } = await post(sandbox, '/oauth/v3/device/code', fields)
  expect((await control('/device', { userCode: json['user_code'], decision: 'deny' })).status).toBe(200)
  const poll = { grant_type: 'device_token', code: json['device_code'] as string }
  expect((await post(sandbox, '/oauth/v3/device/token', poll)).json['error']).toBe('access_denied')
})

test('lifetimes, limits and quirks are changed', async () => {
  await control('/lifetimes', { accessToken: 6 })
  await control('/limits', { refreshesPerWindow: 1 })
  await control('/quirks', { expiresInAs: 'string', throttleStatus: 200 })
  const { refreshToken } = sandbox.zoho.mint()
  expect((await refresh(sandbox, refreshToken)).json['expires_in']).toBe('6')
  expect(await refresh(sandbox, refreshToken)).toMatchObject({
    status: 200,
    json: { error: 'Access Denied' },
  })
})

test.each<[string, unknown, number]>([
  ['/mint', { zuid: 640101001 }, 400],
  ['/mint', { zuid: '1' }, 404],
  ['/mint', { clientId: '1000.X' }, 404],
  ['/mint', { scope: 'a b' }, 400],
  ['/code', { lifetime: '60' }, 400],
  ['/device', { userCode: 'X' }, 404],
  ['/lifetimes', { accessToken: 'soon' }, 400],
  ['/limits', { refreshes: 1 }, 400],
  ['/quirks', { errorStatus: 500 }, 400],
])('a mistake at %s with %j is told', async (path, body, status) => {
  const answer = await control(path, body)
  expect(answer.status).toBe(status)
  expect(answer.json['error']).toBeTruthy()
})

test('a client and accounts of your own take the place of the demo ones', async () => {
  const own = { ...euUser, zuid: '77', dataCentre: 'jp' as const }
  const client = {
    clientId: '1000.OWN',
    clientSecret: 'a-fake-secret',
    redirectUris: [],
    otherDataCentres: [],
  }
  const other = await startSandbox({ zoho: { clients: [{ ...client, dataCentre: 'jp' }], users: [own] } })
  try {
    const { refreshToken } = other.zoho.mint()
    const fields = { client_id: '1000.OWN', client_secret: 'a-fake-secret', grant_type: 'refresh_token' }
    const answer = await post(other, '/oauth/v2/token', { ...fields, refresh_token: refreshToken }, 'jp')
    expect(answer.json['api_domain']).toBe(`${other.zohoUrl}/jp/api`)
    const elsewhere = await post(other, '/oauth/v2/token', { ...fields, refresh_token: refreshToken })
    expect(elsewhere.json['error']).toBe('invalid_client')
    other.zoho.registerUser({ ...own, zuid: '78', dataCentre: 'eu' })
    expect(() => other.zoho.mint({ zuid: '78' })).toThrow('not switched on in the data centre eu')
  } finally {
    await other.close()
  }
})
