import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../src/index.ts'
import { callApi, client, consent, euUser, exchangeCode, send } from './zoho-client.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

async function authorize(scope: string) {
  const code = (await consent(sandbox, { scope, zuid: euUser.zuid })).get('code')!
  return (await exchangeCode(sandbox, code, { dataCentre: 'eu' })).json
}

test('an id token is signed by a key of the keys endpoint, and says who and for whom', async () => {
  const { id_token } = await authorize('openid,email,ZohoCRM.org.READ')
  const [header, claims, signature] = id_token.split('.') as [string, string, string]
  const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString())
  const { keys } = (await send(`${sandbox.zohoUrl}/eu/oauth/v2/keys`)).json as unknown as {
    keys: JsonWebKey[]
  }
  expect(decoded(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keys[0]!['kid'] })
  expect(keys[0]).not.toHaveProperty('d')
  const key = createPublicKey({ key: keys[0]!, format: 'jwk' })
  const signed = Buffer.from(`${header}.${claims}`)
  expect(verify('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
  const { iat, exp, ...rest } = decoded(claims)
  expect(rest).toMatchObject({ iss: `${sandbox.zohoUrl}/eu`, aud: client.clientId, sub: euUser.zuid })
  expect(rest).toMatchObject({ email: euUser.email })
  expect(exp - iat).toBe(3600)
})

test('without openid or email there is no id token', async () => {
  expect(await authorize('ZohoCRM.org.READ')).not.toHaveProperty('id_token')
  expect(await authorize('email')).toHaveProperty('id_token')
})

test('the profile needs its scope', async () => {
  const { access_token } = await authorize('AaaServer.profile.READ')
  const answer = await callApi(sandbox, '/oauth/user/info', access_token, { dataCentre: 'eu' })
  expect(answer.json).toEqual({
    First_Name: 'Clara',
    Last_Name: 'Weiß',
    Display_Name: 'Clara Weiß',
    Email: euUser.email,
    ZUID: Number(euUser.zuid),
  })
  const other = await authorize('ZohoCRM.org.READ')
  const refused = await callApi(sandbox, '/oauth/user/info', other.access_token, { dataCentre: 'eu' })
  expect(refused).toMatchObject({ status: 401, json: { cause: 'INVALID_OAUTHSCOPE' } })
  const dead = await callApi(sandbox, '/oauth/user/info', '1000.x.y', { dataCentre: 'eu' })
  expect(dead).toMatchObject({ status: 401, json: { cause: 'INVALID_OAUTHTOKEN' } })
})

test('the standard userinfo tells what the scopes allow', async () => {
  const { access_token } = await authorize('openid,profile')
  const { json } = await callApi(sandbox, '/oauth/v2/userinfo', access_token, {
    dataCentre: 'eu',
    scheme: 'Bearer',
  })
  expect(json).toEqual({ sub: euUser.zuid, name: 'Clara Weiß', first_name: 'Clara', last_name: 'Weiß' })
})

test('discovery of each data centre leads to its own endpoints', async () => {
  const { json } = await send(`${sandbox.zohoUrl}/eu/.well-known/openid-configuration`)
  expect(json['issuer']).toBe(`${sandbox.zohoUrl}/eu`)
  expect(json['token_endpoint']).toBe(`${sandbox.zohoUrl}/eu/oauth/v2/token`)
  expect(json['jwks_uri']).toBe(`${sandbox.zohoUrl}/eu/oauth/v2/keys`)
})

test('serverinfo lists the data centres but China', async () => {
  const { json } = await send(`${sandbox.zohoUrl}/oauth/serverinfo`)
  const locations = json['locations'] as Record<string, string>
  expect(json['result']).toBe('success')
  expect(Object.keys(locations).sort()).toEqual(['ae', 'au', 'ca', 'eu', 'in', 'jp', 'sa', 'uk', 'us'])
  expect(locations['uk']).toBe(`${sandbox.zohoUrl}/uk`)
})
