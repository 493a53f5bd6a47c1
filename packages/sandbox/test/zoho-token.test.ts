import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../src/index.ts'
import {
  client,
  consent,
  credentials,
  euUser,
  exchangeCode,
  inUser,
  post,
  redirectUri,
  refresh,
  send,
  usUser,
  type ZohoAnswer,
} from './zoho-client.ts'

const tokenFormat = /^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

test('an exchange and a refresh answer in the documented shapes', async () => {
  const first = await exchangeCode(sandbox, (await consent(sandbox)).get('code')!)
  expect(first.status).toBe(200)
  expect(first.json).toEqual({
    access_token: expect.stringMatching(tokenFormat),
    refresh_token: expect.stringMatching(tokenFormat),
    api_domain: `${sandbox.zohoUrl}/us/api`,
    token_type: 'Bearer',
    expires_in: 3600,
  })
  const second = await refresh(sandbox, first.json.refresh_token)
  expect(second.json).toEqual({
    access_token: expect.stringMatching(tokenFormat),
    api_domain: `${sandbox.zohoUrl}/us/api`,
    token_type: 'Bearer',
    expires_in: 3600,
  })
  expect(sandbox.zoho.isLive(first.json.access_token)).toBe(true)
  expect(sandbox.zoho.accessTokens(first.json.refresh_token)).toEqual([
    first.json.access_token,
    second.json.access_token,
  ])
  sandbox.clock.advance(3_600_000)
  expect(sandbox.zoho.isLive(second.json.access_token)).toBe(false)
  expect(sandbox.zoho.isLive(first.json.refresh_token)).toBe(true)
})

test('the odd forms of an answer can be switched on', async () => {
  const { refreshToken } = sandbox.zoho.mint({ scope: 'ZohoCRM.org.READ,ZohoCRM.users.READ' })
  sandbox.zoho.setQuirks({ expiresInAs: 'milliseconds', apiDomainOnRefresh: false, scopeAs: 'space' })
  const { json } = await refresh(sandbox, refreshToken)
  expect(json).toMatchObject({ expires_in: 3_600_000, expires_in_sec: 3600 })
  expect(json).toMatchObject({ scope: 'ZohoCRM.org.READ ZohoCRM.users.READ' })
  expect(json).not.toHaveProperty('api_domain')
  sandbox.zoho.setQuirks({ expiresInAs: 'string', scopeAs: 'comma' })
  const again = (await refresh(sandbox, refreshToken)).json
  expect(again).toMatchObject({ expires_in: '3600', scope: 'ZohoCRM.org.READ,ZohoCRM.users.READ' })
  expect(again).not.toHaveProperty('expires_in_sec')
})

const basic = `Basic ${Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64')}`

test.each<[string, (fields: Record<string, string>) => { query?: URLSearchParams; init: RequestInit }]>([
  ['a query', (fields) => ({ query: new URLSearchParams({ ...credentials, ...fields }), init: {} })],
  [
    'a multipart body',
    (fields) => {
      const body = new FormData()
      for (const [name, value] of Object.entries({ ...credentials, ...fields })) body.set(name, value)
      return { init: { body } }
    },
  ],
  [
    'Basic and a form',
    (fields) => ({ init: { headers: { authorization: basic }, body: new URLSearchParams(fields) } }),
  ],
])('the parameters may come as %s', async (_, place) => {
  const code = (await consent(sandbox)).get('code')!
  const { query = '', init } = place({ grant_type: 'authorization_code', code, redirect_uri: redirectUri })
  const { json } = await send(`${sandbox.zohoUrl}/us/oauth/v2/token?${query}`, { method: 'POST', ...init })
  expect(json.refresh_token).toMatch(tokenFormat)
})

test('a JSON body is invalid_client', async () => {
  const { refreshToken } = sandbox.zoho.mint()
  const body = JSON.stringify({ ...credentials, grant_type: 'refresh_token', refresh_token: refreshToken })
  const headers = { 'content-type': 'application/json' }
  const answer = await send(`${sandbox.zohoUrl}/us/oauth/v2/token`, { method: 'POST', headers, body })
  expect(answer).toMatchObject({ status: 200, json: { error: 'invalid_client' } })
})

test('a GET is refused with a page, and spends nothing', async () => {
  const code = (await consent(sandbox)).get('code')!
  const query = new URLSearchParams({ ...credentials, grant_type: 'authorization_code', code })
  const answer = await send(`${sandbox.zohoUrl}/us/oauth/v2/token?${query}`)
  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toMatch('text/html')
  expect(answer.text).toContain('server error')
  expect((await exchangeCode(sandbox, code)).json.access_token).toBeTruthy()
  expect((await post(sandbox, '/oauth/v2/token', {})).status).toBe(400)
})

test.each<[string, Record<string, string>, string]>([
  ['an unknown client', { client_id: '1000.X' }, 'invalid_client'],
  ['a client id with a space', { client_id: ` ${client.clientId}` }, 'invalid_client'],
  ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client_secret'],
  ['an unknown grant type', { grant_type: 'password' }, 'invalid_client'],
  ['an unknown code', { grant_type: 'authorization_code', code: '1000.x.y' }, 'invalid_code'],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: '1000.x.y' }, 'invalid_code'],
])('%s is refused in HTTP 200, or 400 if wanted', async (_, fields, error) => {
  const all = { grant_type: 'refresh_token', refresh_token: sandbox.zoho.mint().refreshToken, ...fields }
  expect(await post(sandbox, '/oauth/v2/token', all)).toMatchObject({ status: 200, json: { error } })
  sandbox.zoho.setQuirks({ errorStatus: 400 })
  expect(await post(sandbox, '/oauth/v2/token', all)).toMatchObject({ status: 400, json: { error } })
})

test('a code works once, for a minute, with the redirect URI that it was made for', async () => {
  const errorOf = ({ json }: ZohoAnswer) => json['error']
  const code = (await consent(sandbox)).get('code')!
  expect(errorOf(await exchangeCode(sandbox, code, { redirect_uri: 'http://127.0.0.1:1/' }))).toBe(
    'invalid_redirect_uri',
  )
  expect(errorOf(await exchangeCode(sandbox, code))).toBeUndefined()
  expect(errorOf(await exchangeCode(sandbox, code))).toBe('invalid_code')
  const late = (await consent(sandbox)).get('code')!
  sandbox.clock.advance(60_000)
  expect(errorOf(await exchangeCode(sandbox, late))).toBe('invalid_code')
})

test('codes and refresh tokens exist only in the data centre of their account', async () => {
  const code = (await consent(sandbox, { zuid: euUser.zuid })).get('code')!
  expect((await exchangeCode(sandbox, code)).json['error']).toBe('invalid_client')
  sandbox.zoho.setQuirks({ wrongDataCentre: 'invalid_code' })
  expect((await exchangeCode(sandbox, code, { dataCentre: 'in' })).json['error']).toBe('invalid_code')
  const { json } = await exchangeCode(sandbox, code, { dataCentre: 'eu' })
  expect(json['api_domain']).toBe(`${sandbox.zohoUrl}/eu/api`)
  sandbox.zoho.setQuirks({ wrongDataCentre: 'invalid_client' })
  expect((await refresh(sandbox, json.refresh_token)).json['error']).toBe('invalid_client')
  expect((await refresh(sandbox, json.refresh_token, 'eu')).json.access_token).toBeTruthy()
})

test('a data centre can have a secret of its own', async () => {
  sandbox.zoho.rotateSecret(client.clientId, 'the-secret-of-india', 'in')
  const { refreshToken } = sandbox.zoho.mint({ zuid: inUser.zuid })
  expect((await refresh(sandbox, refreshToken, 'in')).json['error']).toBe('invalid_client_secret')
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const right = { ...fields, client_secret: 'the-secret-of-india' }
  expect((await post(sandbox, '/oauth/v2/token', right, 'in')).json.access_token).toBeTruthy()
  expect((await refresh(sandbox, sandbox.zoho.mint().refreshToken)).json.access_token).toBeTruthy()
  sandbox.zoho.rotateSecret(client.clientId, 'new-fake-secret')
  expect((await refresh(sandbox, sandbox.zoho.mint().refreshToken)).json['error']).toBe(
    'invalid_client_secret',
  )
})

test('a Self Client exchanges a code from the console without a redirect URI', async () => {
  const code = sandbox.zoho.selfClientCode({ scope: 'ZohoCRM.org.READ', lifetime: 600 })
  sandbox.clock.advance(599_000)
  const { json } = await post(sandbox, '/oauth/v2/token', { grant_type: 'authorization_code', code })
  expect(json.refresh_token).toMatch(tokenFormat)
  const short = sandbox.zoho.selfClientCode()
  sandbox.clock.advance(180_000)
  expect((await exchangeCode(sandbox, short)).json['error']).toBe('invalid_code')
})

test('client credentials give an access token of the organization that soid names', async () => {
  const fields = { grant_type: 'client_credentials', scope: 'ZohoCRM.org.READ' }
  const soid = `ZohoCRM.${usUser.orgId}`
  const { json } = await post(sandbox, '/oauth/v2/token', { ...fields, soid })
  expect(sandbox.zoho.isLive(json.access_token)).toBe(true)
  expect(json).not.toHaveProperty('refresh_token')
  const errorOf = async (more: Record<string, string>, dataCentre?: string) =>
    (await post(sandbox, '/oauth/v2/token', { ...fields, ...more }, dataCentre)).json['error']
  expect(await errorOf({})).toBe('missing_org_info')
  expect(await errorOf({ soid }, 'eu')).toBe('missing_org_info')
  expect(await errorOf({ soid, scope: 'a b' })).toBe('invalid_scope')
})

test.each([
  ['/oauth/v2/token/revoke', {}],
  ['/oauth/v2/revoke/token', credentials],
])('%s ends a refresh token with its access tokens, or one access token', async (path, fields) => {
  const revoke = (token: string) =>
    send(`${sandbox.zohoUrl}/eu${path}`, { method: 'POST', body: new URLSearchParams({ ...fields, token }) })
  const { accessToken, refreshToken } = sandbox.zoho.mint({ zuid: euUser.zuid })
  const second = (await refresh(sandbox, refreshToken, 'eu')).json.access_token
  expect(await revoke(accessToken)).toMatchObject({ status: 200, json: { status: 'success' } })
  expect([accessToken, second, refreshToken].map(sandbox.zoho.isLive)).toEqual([false, true, true])
  expect((await revoke(refreshToken)).status).toBe(200)
  expect([second, refreshToken].map(sandbox.zoho.isLive)).toEqual([false, false])
  expect((await revoke(refreshToken)).status).toBe(400)
  expect((await refresh(sandbox, refreshToken, 'eu')).json['error']).toBe('invalid_code')
})

test('the newer path of revocation wants the client, and the token its data centre', async () => {
  const { refreshToken: token } = sandbox.zoho.mint()
  const wrong = await post(sandbox, '/oauth/v2/revoke/token', { token, client_secret: 'wrong' })
  expect(wrong.json['error']).toBe('invalid_client_secret')
  expect((await post(sandbox, '/oauth/v2/token/revoke', { token }, 'eu')).status).toBe(400)
  expect(sandbox.zoho.isLive(token)).toBe(true)
})
