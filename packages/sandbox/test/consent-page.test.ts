import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox } from '../src/index.ts'
import { exchangeCode, oa, otherOa, permissionUrl, redirectUri } from './zalo-client.ts'

const attack = `"><script>alert('x')</script>&`
let sandbox: Sandbox

beforeEach(async () => {
  const evilApp = {
    appId: '2222222222222222222',
    secretKey: 'fake',
    redirectUris: [`http://127.0.0.1/${attack}`],
    oas: [{ id: '1', name: attack }],
  }
  sandbox = await startSandbox({ zalo: { apps: [demoApp, evilApp] } })
})

afterEach(() => sandbox.close())

function decide(fields: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ app_id: demoApp.appId, redirect_uri: redirectUri, ...fields })
  return fetch(`${sandbox.zaloUrl}/v4/oa/permission/decision`, { method: 'POST', body, redirect: 'manual' })
}

test('the page lists the OAs and loads nothing from elsewhere', async () => {
  const response = await fetch(permissionUrl(sandbox))
  expect(response.headers.get('content-type')).toMatch('text/html')
  expect(response.headers.get('content-security-policy')).toMatch("default-src 'none'")
  const html = await response.text()
  for (const { id, name } of demoApp.oas) {
    expect(html).toContain(`value="${id}"`)
    expect(html).toContain(name)
  }
  expect(html).toContain('Cho phép')
  expect(html).toContain('Từ chối')
  expect(html).not.toMatch(/<(script|link|img)|\bsrc=/)
})

test('the page escapes the state, the challenge, the redirect URI and the names', async () => {
  const params = { state: attack, code_challenge: attack }
  const plain = await (await fetch(permissionUrl(sandbox, params))).text()
  const evil = { app_id: '2222222222222222222', redirect_uri: `http://127.0.0.1/${attack}`, ...params }
  const worst = await (await fetch(permissionUrl(sandbox, evil))).text()
  for (const html of [plain, worst]) {
    expect(html).not.toContain('<script')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;')
  }
})

test('submitting the fields of the page as a browser does leads back with a code', async () => {
  const html = await (await fetch(permissionUrl(sandbox, { state: attack }))).text()
  const action = /<form method="post" action="([^"]+)"/.exec(html)![1]!
  expect(action).toBe('/zalo/v4/oa/permission/decision')
  expect([...html.matchAll(/<input type="hidden" name="(\w+)"/g)].map(([, name]) => name)).toEqual([
    'app_id',
    'redirect_uri',
    'code_challenge',
    'state',
  ])
  const response = await decide({ code_challenge: '', state: attack, oa_id: otherOa.id, decision: 'allow' })
  expect(response.status).toBe(302)
  const location = new URL(response.headers.get('location')!)
  expect(location.origin + location.pathname).toBe(redirectUri)
  expect(location.searchParams.get('state')).toBe(attack)
  expect(location.searchParams.get('oa_id')).toBe(otherOa.id)
  expect((await exchangeCode(sandbox, location.searchParams.get('code')!)).json.access_token).toBeTruthy()
})

test('a refusal ends on an error page and never reaches the redirect URI', async () => {
  const response = await decide({ decision: 'deny', state: 's', oa_id: oa.id })
  expect(response.headers.get('location')).toBe('/zalo/v4/permission/error?error_code=denied')
  const byQuery = await fetch(permissionUrl(sandbox, { auto: 'deny' }))
  expect(byQuery.url).toBe(`${sandbox.zaloUrl}/v4/permission/error?error_code=denied`)
  expect(await byQuery.text()).toContain('did not allow')
})

test('a refusal can be sent back to the redirect URI for a test that wants it', async () => {
  const response = await decide({ decision: 'deny', denial: 'redirect', state: 's' })
  expect(response.headers.get('location')).toBe(`${redirectUri}?error=access_denied&state=s`)
  const location = sandbox.zalo.authorize(permissionUrl(sandbox), { decision: 'deny', denial: 'redirect' })
  expect(location).toBe(`${redirectUri}?error=access_denied`)
})

test.each<[string, Record<string, string>, string]>([
  ['an unknown app', { app_id: '1' }, '-14002'],
  ['a redirect URI with one byte more', { redirect_uri: `${redirectUri}/` }, '-14003'],
  ['no redirect URI', { redirect_uri: '' }, '-14003'],
  ['an OA that the app cannot have', { oa_id: '1' }, '-14012'],
])('%s leaves the browser on an error page', async (_, params, code) => {
  const response = await fetch(permissionUrl(sandbox, { auto: 'allow', ...params }))
  expect(response.url).toBe(`${sandbox.zaloUrl}/v4/permission/error?error_code=${code}`)
  expect(response.headers.get('content-type')).toMatch('text/html')
  expect(await response.text()).toContain(code)
  expect((await decide({ decision: 'allow', ...params })).headers.get('location')).toContain(`=${code}`)
  expect(sandbox.zalo.authorize(permissionUrl(sandbox, params), { oaId: params['oa_id'] })).toBe(response.url)
})

test('the error page escapes its code', async () => {
  const response = await fetch(
    `${sandbox.zaloUrl}/v4/permission/error?error_code=${encodeURIComponent(attack)}`,
  )
  expect(await response.text()).not.toContain('<script')
})

test('a decision that is neither allow nor deny is a bad request', async () => {
  expect((await decide({})).status).toBe(400)
})
