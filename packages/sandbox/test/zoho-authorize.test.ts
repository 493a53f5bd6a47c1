import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../src/index.ts'
import { authUrl, client, consent, euUser, exchangeCode, redirectUri, usUser } from './zoho-client.ts'

const attack = `"><script>alert('x')</script>&`
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

test('a consent comes back with the code, the location, the accounts server and the state', async () => {
  const callback = await consent(sandbox, { state: 'a b&c', zuid: euUser.zuid })
  expect(callback.get('code')).toMatch(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/)
  expect(callback.get('location')).toBe('eu')
  expect(callback.get('accounts-server')).toBe(`${sandbox.zohoUrl}/eu`)
  expect(callback.get('state')).toBe('a b&c')
})

test('an accounts server can end in a slash, or be named otherwise', async () => {
  sandbox.zoho.setQuirks({
    trailingSlash: ['eu'],
    accountsServers: { us: 'https://accounts.zoho.com' },
    apiDomains: { us: 'https://www.zohoapis.com' },
  })
  const eu = await consent(sandbox, { zuid: euUser.zuid })
  expect(eu.get('accounts-server')).toBe(`${sandbox.zohoUrl}/eu/`)
  const us = await consent(sandbox)
  expect(us.get('accounts-server')).toBe('https://accounts.zoho.com')
  expect((await exchangeCode(sandbox, us.get('code')!)).json['api_domain']).toBe('https://www.zohoapis.com')
})

test('a refresh token comes with the first offline consent, and then only with prompt=consent', async () => {
  const issues = async (params: Record<string, string>) => {
    const { json } = await exchangeCode(sandbox, (await consent(sandbox, params)).get('code')!)
    expect(json.access_token).toBeTruthy()
    return json.refresh_token !== undefined
  }
  expect(await issues({ access_type: 'online' })).toBe(false)
  expect(await issues({})).toBe(true)
  expect(await issues({})).toBe(false)
  expect(await issues({ prompt: 'consent' })).toBe(true)
  expect(await issues({ access_type: 'online', prompt: 'consent' })).toBe(false)
  sandbox.zoho.disconnect()
  expect(await issues({})).toBe(true)
})

test('a refusal comes back as access_denied, with the location if wanted', async () => {
  const refused = await consent(sandbox, { auto: 'deny', state: 's' })
  expect([...refused]).toEqual([
    ['error', 'access_denied'],
    ['state', 's'],
  ])
  sandbox.zoho.setQuirks({ denialWithLocation: true })
  const location = sandbox.zoho.authorize(authUrl(sandbox), { decision: 'deny', zuid: euUser.zuid })
  expect(location.startsWith(`${redirectUri}?error=access_denied`)).toBe(true)
  expect(new URL(location).searchParams.get('location')).toBe('eu')
})

test('the eleventh code in ten minutes is access_denied too', async () => {
  for (let count = 0; count < 10; count++) expect((await consent(sandbox)).has('code')).toBe(true)
  expect((await consent(sandbox)).get('error')).toBe('access_denied')
  sandbox.clock.advance(600_000)
  expect((await consent(sandbox)).has('code')).toBe(true)
})

test.each<[string, Record<string, string>, string]>([
  ['an unknown client', { client_id: '1000.X' }, 'invalid_client'],
  ['a client id with a space', { client_id: ` ${client.clientId}` }, 'invalid_client'],
  ['a redirect URI with one byte more', { redirect_uri: `${redirectUri}/` }, 'invalid_redirect_uri'],
  ['scopes with spaces between them', { scope: 'ZohoCRM.org.READ ZohoCRM.users.READ' }, 'invalid_scope'],
  ['no scope', { scope: '' }, 'invalid_scope'],
  ['the implicit flow', { response_type: 'token' }, 'invalid_response_type'],
  ['an unknown account', { zuid: '1' }, 'invalid_user'],
  [
    'an unknown challenge method',
    { code_challenge: 'x', code_challenge_method: 'S512' },
    'invalid_code_challenge',
  ],
])('%s leaves the browser on a page of Zoho', async (_, params, code) => {
  const response = await fetch(authUrl(sandbox, { auto: 'allow', ...params }))
  expect(response.url).toBe(`${sandbox.zohoUrl}/us/oauth/error?code=${code}`)
  expect(await response.text()).toContain(code)
  expect(sandbox.zoho.authorize(authUrl(sandbox, params), { zuid: params['zuid'] })).toBe(response.url)
})

test('an account of a data centre that the client is not switched on in cannot authorize it', async () => {
  sandbox.zoho.registerClient({ ...client, otherDataCentres: [] })
  expect((await consent(sandbox, { zuid: euUser.zuid })).get('code')).toBe('invalid_client')
  expect((await consent(sandbox, { zuid: usUser.zuid })).get('location')).toBe('us')
})

test.each(['S256', 'plain', undefined])('a challenge by %s wants its verifier', async (method) => {
  const verifier = 'a-verifier-that-is-long-enough-for-the-standard-0123'
  const digest = createHash('sha256').update(verifier).digest('base64url')
  const challenge = {
    code_challenge: method === 'S256' ? digest : verifier,
    ...(method && { code_challenge_method: method }),
  }
  const good = (await consent(sandbox, challenge)).get('code')!
  expect((await exchangeCode(sandbox, good, { code_verifier: verifier })).json.access_token).toBeTruthy()
  const bad = (await consent(sandbox, challenge)).get('code')!
  expect((await exchangeCode(sandbox, bad, { code_verifier: `${verifier}x` })).json['error']).toBe(
    'invalid_code',
  )
  expect((await exchangeCode(sandbox, bad, { code_verifier: verifier })).json['error']).toBe('invalid_code')
})

test('a client that needs a challenge cannot go without', async () => {
  sandbox.zoho.registerClient({ ...client, requirePkce: true })
  expect((await consent(sandbox)).get('code')).toBe('invalid_code_challenge')
  expect((await consent(sandbox, { code_challenge: 'v' })).get('code')).toMatch(/^1000\./)
})

test('the page escapes what it shows, and its form leads back with a code', async () => {
  sandbox.zoho.registerUser({ ...euUser, zuid: '7', email: attack })
  const response = await fetch(authUrl(sandbox, { state: attack }))
  expect(response.headers.get('content-security-policy')).toMatch("default-src 'none'")
  const html = await response.text()
  expect(html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;')
  expect(html).toContain(`value="${euUser.zuid}"`)

  const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  const unescaped = (text: string) =>
    text.replace(
      /&(amp|lt|gt|quot|#39);/g,
      (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name as 'lt'],
    )
  const body = new URLSearchParams()
  for (const [, name, value] of fields) body.set(name!, unescaped(value!))
  body.set('zuid', euUser.zuid)
  const action = sandbox.url + /<form method="post" action="([^"]+)"/.exec(html)![1]
  expect((await fetch(action, { method: 'POST', body })).status).toBe(400)
  body.set('decision', 'allow')
  const decided = await fetch(action, { method: 'POST', body, redirect: 'manual' })
  const callback = new URL(decided.headers.get('location')!).searchParams
  expect(callback.get('state')).toBe(attack)
  const { json } = await exchangeCode(sandbox, callback.get('code')!, { dataCentre: 'eu' })
  expect(json.refresh_token).toBeTruthy()
})

test('the error page escapes its code', async () => {
  const page = await fetch(`${sandbox.zohoUrl}/oauth/error?code=${encodeURIComponent(attack)}`)
  expect(await page.text()).not.toContain('<script')
})
