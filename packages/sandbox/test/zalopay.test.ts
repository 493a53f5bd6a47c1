import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoZaloPayApp, type Sandbox, startSandbox } from '../src/index.ts'
import { codeFor, postToken, refresh, userInfo } from './zalopay-client.ts'

const { appId, users, permissions } = demoZaloPayApp
const [ha, bao] = users as [(typeof users)[0], (typeof users)[0]]
// The verifier of RFC 7636, and its challenge in ZaloPay's way and in the RFC's.
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const hexChallenge = 'MTNkMzFlOTYxYTFhZDhlYzJmMTZiMTBjNGM5ODJlMDg3NmE4NzhhZDZkZjE0NDU2NmVlMTg5NGFjYjcwZjljMw'
const rfcChallenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

const mint = () => sandbox.zalopay.mint(appId, ha.muid)
const reasonOf = (answer: Awaited<ReturnType<typeof postToken>>) =>
  answer.json.error.details.error_info.reason

test('the mini app gets a code of 64 characters, and the callback with it and an empty state', () => {
  const answer = sandbox.zalopay.getOauthV1Code({ appId, codeChallenge: hexChallenge })
  expect(answer).toEqual({
    data: { code: expect.stringMatching(/^[A-Za-z0-9]{64}$/), redirectUri: expect.any(String) },
    status: 'success',
  })
  const { code, redirectUri } = (answer as { data: { code: string; redirectUri: string } }).data
  expect(redirectUri).toBe(`${demoZaloPayApp.callbackUrl}?code=${code}&state=`)
})

test('a code and its verifier give tokens, lifetimes in milliseconds, and what was granted', async () => {
  const code = codeFor(sandbox, hexChallenge, { muid: bao.muid, permissions: ['user.phone'] })
  const { status, json } = await postToken(sandbox, { code, code_verifier: verifier })
  expect(status).toBe(200)
  expect(json).toEqual({
    data: {
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3_600_000,
      refresh_expires_in: 2_592_000_000,
      permissions: ['user.phone'],
    },
  })
  expect((await userInfo(sandbox, json.data.access_token)).json).toEqual({
    context_id: expect.any(String),
    trace_id: expect.any(String),
    // 0387654321, without the zero.
    data: { muid: bao.muid, user_phone: 387_654_321 },
  })
})

test.each([
  ['hex', hexChallenge, true],
  ['hex', rfcChallenge, false],
  ['s256', rfcChallenge, true],
  ['s256', hexChallenge, false],
  ['either', hexChallenge, true],
  ['either', rfcChallenge, true],
] as const)('with pkce %s the challenge %s is accepted: %s', async (pkce, challenge, accepted) => {
  await sandbox.close()
  sandbox = await startSandbox({ zalopay: { pkce } })
  const code = codeFor(sandbox, challenge)
  const answer = await postToken(sandbox, { code, code_verifier: verifier })
  if (accepted) expect(answer.json.data.access_token).toBeTruthy()
  else expect(reasonOf(answer)).toBe('INVALID_CODE_VERIFIER')
})

test('the pair of the SDK fits the option', async () => {
  const { codeVerifier, codeChallenge } = sandbox.zalopay.pkcePair()
  expect(codeChallenge).toHaveLength(86)
  const code = codeFor(sandbox, codeChallenge)
  expect(
    (await postToken(sandbox, { code, code_verifier: codeVerifier })).json.data.access_token,
  ).toBeTruthy()
})

test('a code works once, for ten minutes', async () => {
  const code = codeFor(sandbox, hexChallenge)
  const body = { code, code_verifier: verifier }
  await postToken(sandbox, body)
  expect(reasonOf(await postToken(sandbox, body))).toBe('INVALID_CODE')
  const late = codeFor(sandbox, hexChallenge)
  sandbox.clock.advance(600_000)
  expect(reasonOf(await postToken(sandbox, { ...body, code: late }))).toBe('INVALID_CODE')
})

test.each([
  ['a grant_type', { grant_type: 'refresh_token', refresh_token: 'x' }],
  ['an app_id', { app_id: appId, refresh_token: 'x' }],
  ['no verifier', { code: 'x' }],
  ['both grants', { code: 'x', code_verifier: 'y', refresh_token: 'z' }],
  ['nothing', {}],
])('a body with %s is refused', async (_, body) => {
  expect(await postToken(sandbox, body)).toEqual({
    status: 200,
    json: {
      error: {
        error: 'INVALID_ARGUMENT',
        code: 3,
        details: {
          error_info: { reason: 'INVALID_ARGUMENT', domain: 'zalopay.vn' },
          localized_message: { message: 'Invalid argument' },
        },
      },
    },
  })
})

test('a form body and a wrong secret are refused', async () => {
  const { refreshToken } = mint()
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  expect(reasonOf(await postToken(sandbox, { refresh_token: refreshToken }, form))).toBe('INVALID_ARGUMENT')
  const wrong = { 'x-secret-key': 'wrong' }
  expect(reasonOf(await postToken(sandbox, { refresh_token: refreshToken }, wrong))).toBe(
    'INVALID_SECRET_KEY',
  )
  expect((await refresh(sandbox, refreshToken)).json.data.access_token).toBeTruthy()
})

test('a refresh gives a new pair with thirty days anew; the old one is spent', async () => {
  const first = mint()
  sandbox.clock.advance(29 * 86_400_000)
  const second = (await refresh(sandbox, first.refreshToken)).json.data
  expect(second.refresh_expires_in).toBe(2_592_000_000)
  expect(reasonOf(await refresh(sandbox, first.refreshToken))).toBe('INVALID_REFRESH_TOKEN')
  expect(sandbox.stats().totals).toMatchObject({ redemptions: 2, issued: 1, replays: 1 })
  expect(sandbox.stats().refreshTokens[0]).toMatchObject({ appId: String(appId), accountId: ha.muid })
  sandbox.clock.advance(30 * 86_400_000)
  expect(reasonOf(await refresh(sandbox, second.refresh_token))).toBe('INVALID_REFRESH_TOKEN')
})

test('refresh tokens can be made reusable', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ zalopay: { refreshTokens: 'reusable', oldAccessToken: 'lives' } })
  const { refreshToken, accessToken } = mint()
  const second = (await refresh(sandbox, refreshToken)).json.data
  expect((await refresh(sandbox, refreshToken)).json.data.access_token).not.toBe(second.access_token)
  expect(sandbox.zalopay.isLive(accessToken)).toBe(true)
})

test('user info gives what was granted, or of that what is asked for', async () => {
  const { accessToken } = mint()
  const all = (await userInfo(sandbox, accessToken)).json['data'] as object
  expect(Object.keys(all).sort()).toEqual([
    'avatar',
    'display_name',
    'muid',
    'user_identity_info',
    'user_phone',
  ])
  const some = await userInfo(sandbox, accessToken, {
    path: '/oauth/user/info?fields=user.phone,user.identity.image',
  })
  expect(some.json['data']).toEqual({ muid: ha.muid, user_phone: 901_234_567 })
  const shown = await userInfo(sandbox, accessToken, { path: '/oauth/user/public-info' })
  expect(shown.json['data']).toEqual({
    muid: ha.muid,
    avatar: expect.any(String),
    display_name: ha.displayName,
  })
})

test('a dead access token and a wrong secret get no user', async () => {
  const { accessToken } = mint()
  const reason = async (options?: { secret: string }) => {
    const { status, json } = await userInfo(sandbox, accessToken, options)
    expect(status).toBe(200)
    return (json as { error: { details: { error_info: { reason: string } } } }).error.details.error_info
      .reason
  }
  expect(await reason({ secret: 'wrong' })).toBe('INVALID_SECRET_KEY')
  sandbox.clock.advance(3_600_000)
  expect(await reason()).toBe('INVALID_ACCESS_TOKEN')
})

test.each([
  ['epoch', 1_700_003_600_000],
  ['string', '3600000'],
  ['missing', undefined],
] as const)('lifetimes can be sent as %s', async (expiresInAs, expected) => {
  await sandbox.close()
  sandbox = await startSandbox({ now: () => 1_700_000_000_000, zalopay: { expiresInAs } })
  const { json } = await refresh(sandbox, mint().refreshToken)
  expect(json.data.expires_in).toBe(expected)
})

test('the other envelope has its fields beside return_code', async () => {
  await sandbox.close()
  sandbox = await startSandbox({ zalopay: { envelope: 'return-code' } })
  const { accessToken, refreshToken } = mint()
  const issued = (await refresh(sandbox, refreshToken)).json
  expect(issued).toMatchObject({ return_code: 1, sub_return_code: 1, expires_in: 3_600_000, permissions })
  expect(issued).not.toHaveProperty('data')
  expect((await refresh(sandbox, refreshToken)).json).toEqual({
    return_code: 2,
    return_message: 'Failed',
    sub_return_code: -402,
    sub_return_message: 'Invalid refresh token',
  })
  expect((await userInfo(sandbox, accessToken)).json).toMatchObject({ return_code: 2 })
  expect((await userInfo(sandbox, String(issued['access_token']))).json).toMatchObject({ muid: ha.muid })
})

test('errors, their status and the paths can be chosen', async () => {
  await sandbox.close()
  sandbox = await startSandbox({
    zalopay: {
      errorStatus: 401,
      errors: { refreshToken: { code: -1, reason: 'EXPIRED' } },
      userInfoPath: '/v9/me',
    },
  })
  const answer = await refresh(sandbox, 'nonsense')
  expect(answer.status).toBe(401)
  expect(answer.json.error.code).toBe(-1)
  expect(reasonOf(answer)).toBe('EXPIRED')
  const { accessToken } = mint()
  expect((await userInfo(sandbox, accessToken, { path: '/v9/me' })).status).toBe(200)
})
