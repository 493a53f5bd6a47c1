import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoShop, type Sandbox, startSandbox } from '../src/index.ts'
import { type Answer, browse, control, post } from './gateway-client.ts'

const app = demoShop.apps[0]!
const [connected, fresh] = demoShop.oas as [(typeof demoShop.oas)[0], (typeof demoShop.oas)[0]]
const redirectUri = app.redirectUris[0]!
const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => start })
})

afterEach(() => sandbox.close())

function call(
  method: string,
  body: unknown,
  { service = 'shop.Zalo', key = demoShop.apiKey } = {},
): Promise<Answer> {
  const url = `${sandbox.etelecomUrl}/v1/${service}/${method}`
  return post(url, { authorization: `Bearer ${key}` }, JSON.stringify(body))
}

async function consent(oaId: string): Promise<{ code: string; oa_id: string; state: number }> {
  const credentials = { app_id: app.appId, app_secret: app.appSecret, redirect_uri: redirectUri }
  const { url } = (await call('AuthorizeOA', credentials)).json
  const { searchParams } = (await browse(String(url), { auto: 'allow', oa_id: oaId })) as URL
  const value = (name: string) => searchParams.get(name) ?? ''
  return { code: value('code'), oa_id: value('oa_id'), state: Number(value('state')) }
}

test('AuthorizeOA leads to a consent, that to the callback, and ConnectOA keeps the tokens to itself', async () => {
  const callback = await consent(fresh.id)
  expect(callback).toEqual({ code: expect.any(String), oa_id: fresh.id, state: expect.any(Number) })
  expect(Number.isSafeInteger(callback.state)).toBe(true)
  const { status, json } = await call('ConnectOA', callback)
  expect(status).toBe(200)
  expect(json).toEqual({
    app_id: app.appId,
    avatar: expect.any(String),
    connection_id: expect.stringMatching(/^\d{19}$/),
    connection_method: 'direct',
    cover: expect.any(String),
    created_at: '2026-01-01T00:00:00.000Z',
    current_quality: expect.any(String),
    daily_quota: expect.any(Number),
    description: expect.any(String),
    expires_at: '2026-04-01T00:00:00.000Z',
    is_verified: true,
    last_week_quality: expect.any(String),
    name: fresh.name,
    oa_id: fresh.id,
    onwer_id: demoShop.id,
    remaining_quota: expect.any(Number),
    shop_id: demoShop.id,
    status: 'P',
    updated_at: '2026-01-01T00:00:00.000Z',
  })
})

test('every field of AuthorizeOA may be left out; a wrong secret is refused, a wrong callback by the page', async () => {
  const link = String((await call('AuthorizeOA', {})).json['url'])
  expect(((await browse(link, { auto: 'allow' })) as URL).href).toMatch(`${redirectUri}?code=`)
  expect((await call('AuthorizeOA', { app_id: app.appId, app_secret: 'wrong' })).json['code']).toBe(
    'invalid_argument',
  )
  const bad = (await call('AuthorizeOA', { redirect_uri: 'http://127.0.0.1:1/' })).json
  expect(await browse(String(bad['url']), { auto: 'allow' })).toContain('-14003')
})

test('the consent page lists the OAs and escapes what it is given; a refusal is not told to the callback', async () => {
  const link = String((await call('AuthorizeOA', {})).json['url'])
  const html = await (await fetch(link.replace(/state=\d+/, 'state=%22%3E%3Cb%3E'))).text()
  for (const { id } of demoShop.oas) expect(html).toContain(`value="${id}"`)
  expect(html).not.toContain('"><b>')
  expect(await browse(link, { auto: 'deny' })).toContain('Bạn đã từ chối')
  const body = new URLSearchParams([
    ...new URL(link).searchParams,
    ['oa_id', fresh.id],
    ['decision', 'allow'],
  ])
  const action = `${sandbox.url}${/<form method="post" action="([^"]+)"/.exec(html)![1]}`
  const decided = await fetch(action, { method: 'POST', body, redirect: 'manual' })
  expect(decided.headers.get('location')).toMatch(`oa_id=${fresh.id}`)
})

test('ConnectOA takes a code once, in time, with its own OA and state', async () => {
  const callback = await consent(fresh.id)
  const refused = async (changes: object) =>
    (await call('ConnectOA', { ...callback, ...changes })).json['code']
  expect(await refused({ oa_id: connected.id })).toBe('invalid_argument')
  expect(await refused({ state: callback.state + 1 })).toBe('invalid_argument')
  expect(await refused({ state: 'abc' })).toBe('invalid_argument')
  expect(await refused({ oa_id: Number(fresh.id) })).toBe('invalid_argument')
  sandbox.clock.advance(600_000)
  expect(await refused({})).toBe('invalid_argument')
  const again = await consent(fresh.id)
  expect((await call('ConnectOA', { ...again, state: String(again.state) })).status).toBe(200)
  expect((await call('ConnectOA', again)).json['code']).toBe('invalid_argument')
})

test('RefreshToken refreshes nothing: it gives a link, and the consent moves expires_at', async () => {
  sandbox.clock.advance(80 * day)
  const { json } = await call('RefreshToken', { oa_id: connected.id })
  expect(Object.keys(json)).toEqual(['url'])
  expect(sandbox.etelecom.oa(connected.id)?.expiresAt).toBe(start + 90 * day)
  const callback = sandbox.etelecom.authorize(String(json['url']), { oaId: connected.id })
  const { searchParams } = new URL(callback!)
  const body = {
    code: searchParams.get('code'),
    oa_id: searchParams.get('oa_id'),
    state: Number(searchParams.get('state')),
  }
  expect((await call('ConnectOA', body)).json['expires_at']).toBe(new Date(start + 170 * day).toISOString())
  expect(await call('RefreshToken', { oa_id: fresh.id })).toMatchObject({
    status: 404,
    json: { code: 'not_found' },
  })
})

test('ListOA lists what was connected, filtered and by page', async () => {
  const ids = async (body: object) => {
    const { accounts } = (await call('ListOA', body)).json as { accounts: { oa_id: string }[] }
    return accounts.map(({ oa_id }) => oa_id)
  }
  expect(await ids({})).toEqual([connected.id])
  sandbox.clock.advance(1000)
  sandbox.etelecom.connect(fresh.id)
  expect(await ids({ filter: {}, paging: {} })).toEqual([connected.id, fresh.id])
  expect(await ids({ paging: { sort: '-created_at' } })).toEqual([fresh.id, connected.id])
  expect(await ids({ filter: { oa_id: fresh.id } })).toEqual([fresh.id])
  expect(await ids({ filter: { name: 'hồng hà', app_id: app.appId } })).toHaveLength(2)
  expect(await ids({ filter: { date_from: '2026-01-01T00:00:00.500Z' } })).toEqual([fresh.id])
  const first = (await call('ListOA', { paging: { limit: 1 } })).json
  expect(first['paging']).toEqual({ after: '', before: '', limit: 1, next: connected.id, prev: '', sort: '' })
  expect(await ids({ paging: { limit: 1, after: connected.id } })).toEqual([fresh.id])
  expect(await ids({ paging: { limit: 1, before: fresh.id } })).toEqual([connected.id])
})

test('GetShopOA and UpdateShopOA add quotas and the webhook', async () => {
  const url = 'https://shop.example/webhook'
  expect((await call('UpdateShopOA', { oa_id: connected.id, webhook_url: url })).json['webhook_url']).toBe(
    url,
  )
  const { json } = await call('GetShopOA', { oa_id: connected.id })
  expect(json).toMatchObject({ status: 'P', webhook_url: url, daily_quota_promotion: expect.any(Number) })
  expect((await call('GetShopOA', { oa_id: fresh.id })).json['code']).toBe('not_found')
})

test('an OA expires by the clock; expires_at and status are moved by the control', async () => {
  const oa = async () => (await call('GetShopOA', { oa_id: connected.id })).json
  await control(sandbox, '/etelecom/oa', { oaId: connected.id, expiresIn: 86_400 })
  expect(await oa()).toMatchObject({ expires_at: '2026-01-02T00:00:00.000Z', status: 'P' })
  sandbox.clock.advance(day)
  expect((await oa())['status']).toBe('N')
  const later = { oaId: connected.id, expiresAt: '2030-01-31T00:00:00Z', status: 'Z' }
  expect((await control(sandbox, '/etelecom/oa', later)).json).toMatchObject({
    status: 'Z',
    oa_id: connected.id,
  })
  expect((await control(sandbox, '/etelecom/oa', { oaId: fresh.id, status: 'N' })).status).toBe(404)
  expect((await control(sandbox, '/etelecom/oa', { expiresAt: 'soon' })).status).toBe(400)
  expect((await control(sandbox, '/etelecom/connect', { oaId: fresh.id })).json['status']).toBe('P')
})

test('errors are Twirp’s: an HTTP status, and a code in the body', async () => {
  const wrongKey = await call('ListOA', {}, { key: 'wrong' })
  expect(wrongKey).toEqual({ status: 401, json: { code: 'unauthenticated', msg: expect.any(String) } })
  expect((await call('Nothing', {})).json['code']).toBe('bad_route')
  expect((await call('constructor', {})).json['code']).toBe('bad_route')
  expect(await call('GetShopOA', [])).toMatchObject({ status: 400, json: { code: 'invalid_argument' } })
  const key = { authorization: `Bearer ${demoShop.apiKey}` }
  const url = `${sandbox.etelecomUrl}/v1/shop.Zalo/ListOA`
  expect((await post(url, { ...key, 'content-type': 'text/plain' }, '{}')).json['code']).toBe('bad_route')
  expect((await fetch(url, { headers: key })).status).toBe(404)
})

test('a partner acts for a shop once the shop has agreed', async () => {
  await sandbox.close()
  const partnerKey = 'p:1'
  sandbox = await startSandbox({ etelecom: { partnerKey, shops: [{ ...demoShop, authorized: false }] } })
  const partner = { service: 'partner.Zalo', key: demoShop.shopKey }
  expect((await call('ListOA', {}, partner)).status).toBe(401)
  const authorizeShop = (body: object, key = partnerKey) =>
    call('AuthorizeShop', body, { service: 'partner.Shop', key })
  expect((await authorizeShop({}, demoShop.apiKey)).status).toBe(401)
  const owner = { email: 'a@shop.example', phone: '0901234567', name: 'Hà', redirect_url: redirectUri }
  const request = (await authorizeShop(owner)).json
  expect(request['type']).toBe('shop_request')
  const { searchParams } = (await browse(String(request['auth_url']), { auto: 'allow' })) as URL
  expect(searchParams.get('token')).toBeTruthy()
  const shop_id = searchParams.get('shop_id')
  expect((await authorizeShop({ shop_id })).json).toMatchObject({
    type: 'shop_key',
    auth_token: demoShop.shopKey,
  })
  expect((await call('ListOA', {}, partner)).status).toBe(200)
  expect((await call('ListOA', {}, { service: 'shop.Zalo', key: demoShop.shopKey })).status).toBe(401)
})

test('faults speak Twirp, and strike eTelecom only', async () => {
  sandbox.faults.add({ kind: 'throttled', path: 'api', server: 'etelecom' })
  expect(await call('ListOA', {})).toMatchObject({ status: 429, json: { code: 'resource_exhausted' } })
  sandbox.faults.add({ kind: 'error-body', code: 'unavailable', path: 'api', accountId: connected.id })
  expect((await call('ListOA', {})).status).toBe(200)
  expect((await call('GetShopOA', { oa_id: connected.id })).status).toBe(503)
  sandbox.faults.add({ kind: 'status', path: 'api', server: 'interits' })
  expect((await call('ListOA', {})).status).toBe(200)
})
