import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { credentialId, demoApp, demoSocialApp, type Sandbox, startSandbox } from '../src/index.ts'
import { oa, pkcePair } from './zalo-client.ts'

const day = 86_400_000
const { appId, secretKey, users } = demoSocialApp
const [lan, minh] = users as [(typeof users)[0], (typeof users)[0]]
const redirectUri = demoSocialApp.redirectUris[0]!
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => 1_700_000_000_000 })
})

afterEach(() => sandbox.close())

interface Answer {
  access_token: string
  refresh_token: string
  expires_in: unknown
  refresh_token_expires_in: unknown
  error: number
  error_name: string
}

async function post(
  fields: Record<string, string>,
  headers: Record<string, string> = { secret_key: secretKey },
) {
  const body = new URLSearchParams({ app_id: appId, ...fields })
  const response = await fetch(`${sandbox.zaloUrl}/v4/access_token`, { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  const text = await response.text()
  return text === '' ? undefined : (JSON.parse(text) as Answer)
}

const exchange = (code: string, fields = {}) => post({ grant_type: 'authorization_code', code, ...fields })
const refresh = (refresh_token: string) => post({ grant_type: 'refresh_token', refresh_token })
const mint = () => sandbox.zaloSocial.mint(appId, lan.id)

function permissionUrl(params: Record<string, string> = {}): string {
  const query = new URLSearchParams({ app_id: appId, redirect_uri: redirectUri, ...params })
  return `${sandbox.zaloUrl}/v4/permission?${query}`
}

async function login(params: Record<string, string> = {}): Promise<URLSearchParams> {
  const response = await fetch(permissionUrl({ auto: 'allow', ...params }), { redirect: 'manual' })
  return new URL(response.headers.get('location')!).searchParams
}

async function me(headers: Record<string, string>, query = '?fields=id,name,picture') {
  const response = await fetch(`${sandbox.zaloUrl}/v2.0/me${query}`, { headers })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}

test('a login gives a code and the state, and no id of the user', async () => {
  const { verifier, challenge } = pkcePair()
  const callback = await login({ state: 's 1', code_challenge: challenge, user_id: minh.id })
  expect([...callback.keys()].sort()).toEqual(['code', 'code_challenge', 'state'])
  expect(callback.get('state')).toBe('s 1')
  const tokens = (await exchange(callback.get('code')!, { code_verifier: verifier }))!
  expect(tokens).toEqual({
    access_token: expect.any(String),
    refresh_token: expect.any(String),
    expires_in: '3600',
    refresh_token_expires_in: '2592000',
  })
  expect(await me({ access_token: tokens.access_token })).toEqual({
    error: 0,
    message: 'Success',
    id: minh.id,
    name: minh.name,
    picture: { data: { url: expect.stringMatching(/^https:/) } },
  })
})

test('the page asks which user it is, and its form leads back with a code', async () => {
  const html = await (await fetch(permissionUrl({ state: '"><b>' }))).text()
  for (const { id, name } of users) {
    expect(html).toContain(`value="${id}"`)
    expect(html).toContain(name)
  }
  expect(html).not.toContain('"><b>')
  expect(/<form method="post" action="([^"]+)"/.exec(html)![1]).toBe('/zalo/v4/permission/decision')
  const fields = { app_id: appId, redirect_uri: redirectUri, user_id: minh.id, decision: 'allow' }
  const decision = `${sandbox.zaloUrl}/v4/permission/decision`
  const post = { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' as const }
  const location = (await fetch(decision, post)).headers.get('location')!
  expect(location).toMatch(`${redirectUri}?code=`)
})

test('a wrong callback, a wrong app and a refusal never come back to redirect_uri', async () => {
  for (const [params, code] of [
    [{ redirect_uri: 'http://127.0.0.1:1/' }, '-14003'],
    [{ app_id: demoApp.appId }, '-14002'],
    [{ auto: 'deny' }, 'denied'],
  ] as const) {
    const response = await fetch(permissionUrl({ auto: 'allow', ...params }), { redirect: 'manual' })
    expect(response.headers.get('location')).toBe(`/zalo/v4/permission/error?error_code=${code}`)
  }
})

test('a code works once, for ten minutes, and with its own verifier only', async () => {
  const { verifier, challenge } = pkcePair()
  const code = async () => (await login({ code_challenge: challenge })).get('code')!
  const used = await code()
  await exchange(used, { code_verifier: verifier })
  expect((await exchange(used, { code_verifier: verifier }))!.error).toBe(-14005)
  expect((await exchange(await code(), { code_verifier: 'wrong' }))!.error).toBe(-14005)
  const old = await code()
  sandbox.clock.advance(600_000)
  expect((await exchange(old, { code_verifier: verifier }))!.error).toBe(-14005)
})

test('the secret is checked, unless the console’s check is off: then PKCE is a must', async () => {
  const code = (await login()).get('code')!
  const fields = { grant_type: 'authorization_code', code }
  expect((await post(fields, { secret_key: 'wrong' }))!.error).toBe(-14004)
  expect((await post({ ...fields, app_id: '1' }))!.error).toBe(-14002)
  expect((await post({ grant_type: 'client_credentials' }))!.error).toBe(-14018)
  sandbox.zaloSocial.registerApp({ ...demoSocialApp, checkSecretKey: false })
  expect((await post(fields, {}))!.error).toBe(-14005)
  const { verifier, challenge } = pkcePair()
  const withPkce = (await login({ code_challenge: challenge })).get('code')!
  const answer = await post({ ...fields, code: withPkce, code_verifier: verifier }, {})
  expect(answer!.access_token).toBeTruthy()
})

test('thirty days in all: a refresh inherits the end of the refresh token before it', async () => {
  const first = mint()
  sandbox.clock.advance(10 * day)
  const second = (await refresh(first.refreshToken))!
  expect(second.refresh_token_expires_in).toBe(String(20 * 86_400))
  sandbox.clock.advance(20 * day - 1000)
  const third = (await refresh(second.refresh_token))!
  expect(third.refresh_token_expires_in).toBe('1')
  expect(third.expires_in).toBe('3600')
  sandbox.clock.advance(1000)
  expect((await refresh(third.refresh_token))!).toMatchObject({
    error: -14014,
    error_name: 'Invalid refresh token.',
  })
})

test('a refresh token works once, and the stats see the replay', async () => {
  const { refreshToken, accessToken } = mint()
  const next = (await refresh(refreshToken))!
  expect(sandbox.zaloSocial.isLive(accessToken)).toBe(false)
  expect((await refresh(refreshToken))!.error).toBe(-14014)
  expect((await refresh(next.refresh_token))!.access_token).toBeTruthy()
  const { totals, refreshTokens } = sandbox.stats()
  expect(totals).toMatchObject({ redemptions: 3, issued: 2, replays: 1, replaysAfterDefiniteAnswer: 1 })
  expect(refreshTokens[0]).toMatchObject({ id: credentialId(refreshToken), appId, accountId: lan.id })
})

test('what is not documented can be chosen', async () => {
  const odd = await startSandbox({
    zaloSocial: {
      replayAnswer: 'empty',
      oldAccessToken: 'lives',
      expiresInAs: 'missing',
      tokenInQuery: true,
    },
  })
  await sandbox.close()
  sandbox = odd
  const { refreshToken, accessToken } = mint()
  const next = (await refresh(refreshToken))!
  expect(Object.keys(next)).toEqual(['access_token', 'refresh_token'])
  expect(await refresh(refreshToken)).toBeUndefined()
  expect(odd.zaloSocial.isLive(accessToken)).toBe(true)
  expect(await me({}, `?access_token=${accessToken}`)).toMatchObject({ id: lan.id })
})

test('tokens of an OA and of a user are not mixed', async () => {
  const user = mint()
  const official = sandbox.zalo.mint(demoApp.appId, oa.id)
  expect((await refresh(official.refreshToken))!.error).toBe(-14014)
  const body = new URLSearchParams({
    app_id: demoApp.appId,
    grant_type: 'refresh_token',
    refresh_token: user.refreshToken,
  })
  const headers = { secret_key: demoApp.secretKey }
  const response = await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, { method: 'POST', headers, body })
  expect((await response.json()) as object).toMatchObject({ error: -14014 })
  expect(await me({ access_token: official.accessToken })).toMatchObject({ error: 452 })
})

test('a dead token gets 452 at the graph, a Bearer header and the query count for nothing', async () => {
  const { accessToken } = mint()
  const dead = { error: 452, message: expect.stringMatching(/^Session key invalid/) }
  expect(await me({ authorization: `Bearer ${accessToken}` })).toEqual(dead)
  expect(await me({}, `?access_token=${accessToken}`)).toEqual(dead)
  sandbox.clock.advance(3_600_000)
  expect(await me({ access_token: accessToken })).toEqual(dead)
  const removed = mint()
  sandbox.zaloSocial.revokeApp(appId, lan.id)
  expect(await me({ access_token: removed.accessToken })).toEqual(dead)
  expect((await refresh(removed.refreshToken))!.error).toBe(-14014)
})

test('the profile gives the fields asked for, and needs the proof if the app says so', async () => {
  const { accessToken } = mint()
  expect(await me({ access_token: accessToken }, '?fields=name')).toEqual({
    error: 0,
    message: 'Success',
    name: lan.name,
  })
  sandbox.zaloSocial.registerApp({ ...demoSocialApp, checkSecretProof: true })
  expect(await me({ access_token: accessToken })).toMatchObject({ error: -242 })
  const proof = createHmac('sha256', secretKey).update(accessToken).digest('hex')
  expect(await me({ access_token: accessToken, appsecret_proof: proof })).toMatchObject({ id: lan.id })
})

test('one user may be asked for 20 times a minute', async () => {
  const { accessToken } = mint()
  for (let call = 0; call < 20; call += 1) expect((await me({ access_token: accessToken })).error).toBe(0)
  expect((await me({ access_token: accessToken })).error).toBe(12_000)
  const { accessToken: other } = sandbox.zaloSocial.mint(appId, minh.id)
  expect((await me({ access_token: other })).error).toBe(0)
})

test('a fault can strike the social login and leave the OA alone', async () => {
  sandbox.faults.add({ kind: 'status', server: 'zalo-social', times: 'always' })
  expect(() => sandbox.faults.add({ kind: 'status', server: 'zalo' as never })).toThrow(/Bad server/)
  const { refreshToken } = sandbox.zalo.mint(demoApp.appId, oa.id)
  const body = new URLSearchParams({
    app_id: demoApp.appId,
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
  })
  const headers = { secret_key: demoApp.secretKey }
  expect(
    (await fetch(`${sandbox.zaloUrl}/v4/oa/access_token`, { method: 'POST', headers, body })).status,
  ).toBe(200)
  expect((await fetch(`${sandbox.zaloUrl}/v4/access_token`, { method: 'POST', headers, body })).status).toBe(
    503,
  )
})

test('another process mints, revokes and changes lifetimes', async () => {
  const control = async (path: string, body: unknown) => {
    const options = { method: 'POST', body: JSON.stringify(body) }
    return (await (await fetch(`${sandbox.url}/_sandbox/zalo-social${path}`, options)).json()) as never
  }
  await control('/lifetimes', { accessToken: 6 })
  const minted: { accessToken: string; refreshToken: string } = await control('/mint', { userId: minh.id })
  expect(await me({ access_token: minted.accessToken })).toMatchObject({ id: minh.id })
  expect((await refresh(minted.refreshToken))!.expires_in).toBe('6')
  await control('/revoke', { userId: minh.id })
  expect(await me({ access_token: minted.accessToken })).toMatchObject({ error: 452 })
})

test('the browser is played in the process too', () => {
  const location = sandbox.zaloSocial.authorize(permissionUrl({ state: 'x' }), { userId: minh.id })
  expect(location).toMatch(/^http:\/\/127\.0\.0\.1:8910\/callback\?code=.+&state=x$/)
  expect(sandbox.zaloSocial.authorize(permissionUrl(), { decision: 'deny' })).toMatch(/error_code=denied$/)
})
