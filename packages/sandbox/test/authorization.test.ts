import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoApp, type Sandbox, startSandbox } from '../src/index.ts'
import {
  consent,
  exchangeCode,
  getoa,
  oa,
  otherOa,
  permissionUrl,
  pkcePair,
  postToken,
  redirectUri,
} from './zalo-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

test('a consent with PKCE ends in a token pair that works', async () => {
  const { verifier, challenge } = pkcePair()
  const callback = await consent(sandbox, { code_challenge: challenge, state: 'a b&c' })
  expect(callback.get('oa_id')).toBe(oa.id)
  expect(callback.get('state')).toBe('a b&c')
  expect(callback.get('code_challenge')).toBe(challenge)

  const { status, json } = await exchangeCode(sandbox, callback.get('code')!, { code_verifier: verifier })
  expect(status).toBe(200)
  expect(Object.keys(json).sort()).toEqual(['access_token', 'expires_in', 'refresh_token'])
  expect(json.expires_in).toBe('90000')
  expect(json.access_token).toMatch(/^[\w-]{300}$/)
  expect(json.refresh_token).toMatch(/^[\w-]{230}$/)
  expect((await getoa(sandbox, { access_token: json.access_token })).json.error).toBe(0)
})

test('a consent without a challenge needs no verifier, and ignores one', async () => {
  const plain = await consent(sandbox)
  expect(plain.has('code_challenge')).toBe(false)
  expect(plain.has('state')).toBe(false)
  expect((await exchangeCode(sandbox, plain.get('code')!)).json.access_token).toBeTruthy()
  const again = await consent(sandbox)
  const { json } = await exchangeCode(sandbox, again.get('code')!, { code_verifier: 'whatever' })
  expect(json.access_token).toBeTruthy()
})

test.each([
  ['a wrong verifier', { code_verifier: pkcePair().verifier }],
  ['no verifier', {}],
])('%s is refused with -14005, and the code is spent', async (_, fields) => {
  const { verifier, challenge } = pkcePair()
  const code = (await consent(sandbox, { code_challenge: challenge })).get('code')!
  expect((await exchangeCode(sandbox, code, fields)).json.error).toBe(-14005)
  expect((await exchangeCode(sandbox, code, { code_verifier: verifier })).json.error).toBe(-14005)
})

test('a padded challenge never matches, as the digest is base64url without padding', async () => {
  const { verifier, challenge } = pkcePair()
  const code = (await consent(sandbox, { code_challenge: `${challenge}=` })).get('code')!
  expect((await exchangeCode(sandbox, code, { code_verifier: verifier })).json.error).toBe(-14005)
})

test('a code works once', async () => {
  const code = (await consent(sandbox)).get('code')!
  const first = await exchangeCode(sandbox, code)
  expect((await exchangeCode(sandbox, code)).json.error).toBe(-14005)
  expect(sandbox.zalo.isLive(first.json.access_token)).toBe(true)
})

test('a code works for just under ten minutes', async () => {
  const early = (await consent(sandbox)).get('code')!
  sandbox.clock.advance(590_000)
  expect((await exchangeCode(sandbox, early)).json.access_token).toBeTruthy()
  const late = (await consent(sandbox)).get('code')!
  sandbox.clock.advance(600_000)
  expect((await exchangeCode(sandbox, late)).json.error).toBe(-14005)
})

test('a code is bound to the app that asked for it', async () => {
  const other = { ...demoApp, appId: '1111111111111111111', secretKey: 'other-fake-secret' }
  sandbox.zalo.registerApp(other)
  const code = (await consent(sandbox)).get('code')!
  const fields = { grant_type: 'authorization_code', code, app_id: other.appId }
  expect((await postToken(sandbox, fields, { secret: other.secretKey })).json.error).toBe(-14005)
})

test.each([
  ['an unknown code', { grant_type: 'authorization_code', code: 'nonsense' }, -14005],
  ['an unknown app', { grant_type: 'authorization_code', code: 'x', app_id: '1' }, -14002],
  ['an unknown grant type', { grant_type: 'client_credentials' }, -14018],
  ['no grant type', {}, -14018],
])('%s is refused inside HTTP 200', async (_, fields, code) => {
  const { status, json } = await postToken(sandbox, fields)
  expect(status).toBe(200)
  expect(json.error).toBe(code)
  expect(Object.keys(json)).toEqual(['error', 'error_name', 'error_description', 'error_reason', 'ref_doc'])
})

test('a wrong secret is refused with -14004 and does not spend the code', async () => {
  const code = (await consent(sandbox)).get('code')!
  const fields = { grant_type: 'authorization_code', code }
  expect((await postToken(sandbox, fields, { secret: 'wrong' })).json.error).toBe(-14004)
  expect((await exchangeCode(sandbox, code)).json.access_token).toBeTruthy()
})

test('the secret counts only in the header', async () => {
  const response = await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, {
    method: 'POST',
    body: new URLSearchParams({
      app_id: demoApp.appId,
      secret_key: demoApp.secretKey,
      grant_type: 'refresh_token',
    }),
  })
  expect((await response.json()) as object).toMatchObject({ error: -14004 })
})

test('a rotated secret replaces the old one', async () => {
  sandbox.zalo.rotateSecret(demoApp.appId, 'new-fake-secret')
  const { refreshToken } = sandbox.zalo.mint(demoApp.appId, oa.id)
  const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
  expect((await postToken(sandbox, fields)).json.error).toBe(-14004)
  expect((await postToken(sandbox, fields, { secret: 'new-fake-secret' })).json.refresh_token).toBeTruthy()
  expect(demoApp.secretKey).not.toBe('new-fake-secret')
})

test('a JSON body is not read', async () => {
  const response = await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, {
    method: 'POST',
    headers: { secret_key: demoApp.secretKey, 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: demoApp.appId, grant_type: 'refresh_token', refresh_token: 'x' }),
  })
  expect((await response.json()) as object).toMatchObject({ error: -14002 })
})

test('a second consent kills both tokens of the first', async () => {
  const first = (await exchangeCode(sandbox, (await consent(sandbox)).get('code')!)).json
  const second = (await exchangeCode(sandbox, (await consent(sandbox)).get('code')!)).json
  expect(sandbox.zalo.isLive(first.access_token)).toBe(false)
  expect(sandbox.zalo.isLive(second.access_token)).toBe(true)
  const fields = { grant_type: 'refresh_token', refresh_token: first.refresh_token }
  expect((await postToken(sandbox, fields)).json.error).toBe(-14014)
})

test('a consent for another OA leaves the first alone', async () => {
  const first = (await exchangeCode(sandbox, (await consent(sandbox)).get('code')!)).json
  const callback = await consent(sandbox, { oa_id: otherOa.id })
  expect(callback.get('oa_id')).toBe(otherOa.id)
  await exchangeCode(sandbox, callback.get('code')!)
  expect(sandbox.zalo.isLive(first.access_token)).toBe(true)
})

test('authorize plays the browser in the same process', async () => {
  const location = sandbox.zalo.authorize(permissionUrl(sandbox, { state: 's' }), { oaId: otherOa.id })
  expect(location.startsWith(`${redirectUri}?code=`)).toBe(true)
  const query = new URL(location).searchParams
  expect(query.get('state')).toBe('s')
  expect((await exchangeCode(sandbox, query.get('code')!)).json.access_token).toBeTruthy()
})

test('mint refuses an app or an OA that is not registered', () => {
  expect(() => sandbox.zalo.mint('1', oa.id)).toThrow(RangeError)
  expect(() => sandbox.zalo.mint(demoApp.appId, '1')).toThrow(RangeError)
})
