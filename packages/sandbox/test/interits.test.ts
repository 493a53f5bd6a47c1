import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoShop, type Sandbox, startSandbox } from '../src/index.ts'
import { type Answer, browse, control, type Fields, post } from './gateway-client.ts'

const [connected, fresh] = demoShop.oas as [(typeof demoShop.oas)[0], (typeof demoShop.oas)[0]]
const day = 86_400_000
const start = Date.parse('2026-01-01T00:00:00Z')
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => start })
})

afterEach(() => sandbox.close())

function call(method: string, body?: unknown, key = demoShop.apiKey): Promise<Answer> {
  const url = `${sandbox.interitsUrl}/api/vendor/v1/zalo/${method}`
  return post(url, { accept: '*/*', 'API-KEY': key }, body === undefined ? undefined : JSON.stringify(body))
}

async function data(method: string, body?: unknown): Promise<Fields> {
  return (await call(method, body)).json['data'] as Fields
}

test('refresh-token gives a link in the envelope; the consent is completed by Interits', async () => {
  sandbox.clock.advance(80 * day)
  const { status, json } = await call('refresh-token', { oa_id: connected.id })
  expect(status).toBe(200)
  expect(json).toEqual({
    code: 0,
    data: { url: expect.stringMatching(`^${sandbox.interitsUrl}/`) },
    message: expect.any(String),
    referentId: expect.any(String),
  })
  const { url } = json['data'] as { url: string }
  expect((await data('get-shop-oa', { oa_id: connected.id }))['expires_at']).toBe('2026-04-01T00:00:00.000Z')
  const callback = (await browse(url, { auto: 'allow', oa_id: connected.id })) as URL
  expect(callback.pathname).toBe('/interits/oa/callback')
  expect(await (await fetch(callback)).text()).toContain('Đã kết nối')
  const after = await data('get-shop-oa', { oa_id: connected.id })
  expect(after['expires_at']).toBe(new Date(start + 170 * day).toISOString())
  expect((await fetch(callback)).status).toBe(400)
})

test('an OA is connected for the first time by the link of another; oa_id may be left out', async () => {
  const { url } = (await data('refresh-token', {})) as { url: string }
  await fetch((await browse(url, { auto: 'allow', oa_id: fresh.id })) as URL)
  const { accounts } = (await data('list-oa', {})) as { accounts: Fields[] }
  expect(accounts.map(({ oa_id }) => oa_id)).toEqual([connected.id, fresh.id])
})

test('list-oa and get-shop-oa spell as eTelecom, but for upper case and verified', async () => {
  const { accounts, paging } = (await data('list-oa', { filter: {}, paging: {} })) as {
    accounts: Fields[]
    paging: Fields
  }
  expect(accounts).toHaveLength(1)
  expect(accounts[0]).toMatchObject({
    oa_id: connected.id,
    onwer_id: demoShop.id,
    connection_method: 'BUILTIN',
    verified: true,
    status: 'P',
    expires_at: '2026-04-01T00:00:00.000Z',
  })
  expect(paging).toMatchObject({ next: '', prev: '' })
  expect(await data('get-shop-oa', { oa_id: connected.id })).toMatchObject({
    verified: true,
    webhook_url: '',
    remaining_monthly_promotion_quota: expect.any(Number),
  })
})

test('update-shop-oa spells the owner right', async () => {
  const oa = await data('update-shop-oa', { oa_id: connected.id, webhook_url: 'https://shop.example/w' })
  expect(oa).toMatchObject({ owner_id: demoShop.id, webhook_url: 'https://shop.example/w' })
  expect(oa).not.toHaveProperty('onwer_id')
})

test('current-shop takes no body and tells whose key it is', async () => {
  expect(await data('current-shop')).toMatchObject({ id: demoShop.id, name: demoShop.name, type: 'Shop' })
})

test('authorize-shop gives a link until the shop has agreed, then a key', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ interits: { shops: [{ ...demoShop, authorized: false }] } })
  const body = { shop_id: demoShop.id, redirect_url: 'https://shop.example/back' }
  const request = await data('authorize-shop', body)
  expect(request).toMatchObject({ type: 'SHOP_REQUEST', auth_token: '', expires_in: expect.any(Number) })
  const html = await (await fetch(String(request['auth_url']))).text()
  const action = `${sandbox.url}${/<form method="post" action="([^"]+)"/.exec(html)![1]}`
  const form = new URLSearchParams({ ...body, decision: 'allow' })
  const decided = await fetch(action, { method: 'POST', body: form, redirect: 'manual' })
  expect(decided.headers.get('location')).toMatch(/^https:\/\/shop\.example\/back\?token=.+&shop_id=\d+$/)
  expect(await data('authorize-shop', body)).toMatchObject({ type: 'SHOP_KEY', auth_token: demoShop.shopKey })
})

test('errors are an HTTP status and the same envelope', async () => {
  expect(await call('list-oa', {}, 'wrong')).toEqual({
    status: 401,
    json: { code: 401, data: null, message: 'Unauthorized', referentId: expect.any(String) },
  })
  expect((await call('get-shop-oa', { oa_id: fresh.id })).status).toBe(404)
  expect((await call('get-shop-oa', {})).status).toBe(400)
  expect((await call('list-oa', [])).status).toBe(400)
  expect((await call('connect-oa', {})).status).toBe(404)
  expect((await call('constructor', {})).status).toBe(404)
  const url = `${sandbox.interitsUrl}/api/vendor/v1/zalo/list-oa`
  expect((await fetch(url, { headers: { 'API-KEY': demoShop.apiKey } })).status).toBe(405)
})

test('the older envelope and another code of success can be chosen', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ interits: { envelope: 'old', successCode: 200 } })
  const { json } = await call('current-shop')
  expect(Object.keys(json).sort()).toEqual([
    'code',
    'current_page',
    'data',
    'errors',
    'message',
    'total_record',
  ])
  expect(json['code']).toBe(200)
  expect((await call('list-oa', {}, 'wrong')).json).toMatchObject({ code: 401, errors: {} })
})

test('the control moves an OA of Interits and leaves that of eTelecom', async () => {
  await control(sandbox, '/interits/oa', { oaId: connected.id, status: 'N' })
  expect((await data('get-shop-oa', { oa_id: connected.id }))['status']).toBe('N')
  expect(sandbox.etelecom.oa(connected.id)?.status).toBe('P')
})

test('faults speak Interits', async () => {
  sandbox.faults.add({ kind: 'throttled', path: 'api', server: 'interits' })
  expect((await call('current-shop')).status).toBe(429)
  sandbox.faults.add({ kind: 'error-body', code: 403, path: 'api', server: 'interits' })
  expect((await call('current-shop')).json).toMatchObject({ code: 403, data: null })
})
