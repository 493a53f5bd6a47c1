import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../src/index.ts'
import { client, euUser, post, refresh, send, type ZohoAnswer } from './zoho-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

interface DeviceCode {
  user_code: string
  device_code: string
  verification_url: string
  verification_uri_complete: string
  expires_in: number
  interval: number
}

const request = { grant_type: 'device_request', scope: 'ZohoCRM.org.READ', access_type: 'offline' }

async function start(): Promise<DeviceCode> {
  const { json } = await post(sandbox, '/oauth/v3/device/code', request)
  return json as unknown as DeviceCode
}

const poll = ({ device_code }: DeviceCode, dataCentre?: string): Promise<ZohoAnswer> =>
  post(sandbox, '/oauth/v3/device/token', { grant_type: 'device_token', code: device_code }, dataCentre)

test('a device waits, is allowed, and gets tokens that refresh as others do', async () => {
  const device = await start()
  expect(device).toMatchObject({ interval: 5, expires_in: 300 })
  expect(device.user_code).toMatch(/^[A-Z]{8}$/)
  expect(device.device_code).toMatch(/^1004\./)
  expect((await poll(device)).json).toEqual({ error: 'authorization_pending' })
  sandbox.zoho.decideOnDevice(device.user_code)
  sandbox.clock.advance(30_000)
  const { json } = await poll(device)
  expect(json.refresh_token).toMatch(/^1004\./)
  expect((await refresh(sandbox, json.refresh_token)).json.access_token).toMatch(/^1004\./)
  expect((await poll(device)).json['error']).toBe('invalid_code')
})

test('two polls within thirty seconds are too fast', async () => {
  const device = await start()
  await poll(device)
  sandbox.clock.advance(29_000)
  expect((await poll(device)).json).toEqual({ error: 'slow_down' })
  sandbox.clock.advance(1000)
  expect((await poll(device)).json).toEqual({ error: 'authorization_pending' })
  sandbox.zoho.setLimits({ devicePollInterval: 0 })
  expect((await poll(device)).json).toEqual({ error: 'authorization_pending' })
})

test('an account that lives elsewhere sends the device there', async () => {
  const device = await start()
  sandbox.zoho.decideOnDevice(device.user_code, { zuid: euUser.zuid })
  expect((await poll(device)).json).toEqual({ user_location: 'eu', error: 'other_dc' })
  sandbox.zoho.setQuirks({ deviceLocationField: 'dc' })
  expect((await poll(device)).json).toEqual({ dc: 'eu', error: 'other_dc' })
  const { json } = await poll(device, 'eu')
  expect(json['api_domain']).toBe(`${sandbox.zohoUrl}/eu/api`)
  expect((await refresh(sandbox, json.refresh_token, 'eu')).json.access_token).toBeTruthy()
})

test('a device is told that it was refused, or came too late', async () => {
  const refused = await start()
  sandbox.zoho.decideOnDevice(refused.user_code, { decision: 'deny' })
  expect((await poll(refused)).json).toEqual({ error: 'access_denied' })
  const late = await start()
  sandbox.clock.advance(300_000)
  expect((await poll(late)).json).toEqual({ error: 'expired' })
  expect(() => sandbox.zoho.decideOnDevice(late.user_code)).toThrow('invalid_user_code')
})

test('units can be milliseconds, and the grant type the standard one', async () => {
  sandbox.zoho.setQuirks({ deviceUnits: 'milliseconds' })
  const device = await start()
  expect(device).toMatchObject({ interval: 5000, expires_in: 300_000 })
  sandbox.zoho.decideOnDevice(device.user_code)
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  const { json } = await post(sandbox, '/oauth/v3/device/token', { grant_type, code: device.device_code })
  expect(json.access_token).toBeTruthy()
})

test.each<[string, Record<string, string>, string]>([
  ['an unknown client', { client_id: '1000.X' }, 'invalid_client'],
  ['another grant type', { grant_type: 'device_token' }, 'invalid_client'],
  ['a scope with a space', { scope: 'ZohoCRM.org.READ openid' }, 'invalid_scope'],
])('a device request with %s is refused', async (_, fields, error) => {
  const { json } = await post(sandbox, '/oauth/v3/device/code', { ...request, ...fields })
  expect(json).toEqual({ error })
})

test('a poll proves the client', async () => {
  const { device_code: code } = await start()
  const fields = { grant_type: 'device_token', code }
  const errorOf = async (more: Record<string, string>) =>
    (await post(sandbox, '/oauth/v3/device/token', { ...fields, ...more })).json['error']
  expect(await errorOf({ client_secret: 'wrong' })).toBe('invalid_client_secret')
  expect(await errorOf({ grant_type: 'refresh_token' })).toBe('invalid_client')
  sandbox.zoho.registerClient({ ...client, clientId: '1000.OTHER' })
  expect(await errorOf({ client_id: '1000.OTHER' })).toBe('invalid_code')
})

test('the page takes the code and the decision', async () => {
  const device = await start()
  expect((await send(device.verification_url)).text).toContain('name="user_code"')
  const { text } = await send(device.verification_uri_complete)
  expect(text).toContain(`name="user_code" value="${device.user_code}"`)
  const action = sandbox.url + /<form method="post" action="([^"]+)"/.exec(text)![1]
  const body = new URLSearchParams({ user_code: device.user_code, zuid: euUser.zuid, decision: 'allow' })
  expect((await send(action, { method: 'POST', body })).text).toContain('go back to your device')
  expect((await poll(device, 'eu')).json.refresh_token).toBeTruthy()
  expect((await send(action, { method: 'POST', body })).text).toContain('invalid_user_code')
  expect((await send(device.verification_uri_complete)).text).toContain('invalid_user_code')
})

test('a script plays the user by the link', async () => {
  const device = await start()
  await send(`${device.verification_uri_complete}&auto=allow`)
  expect((await poll(device)).json.access_token).toBeTruthy()
})
