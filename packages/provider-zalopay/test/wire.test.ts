import { inspect } from 'node:util'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ZaloPayOptions, zalopay } from '../src/index.ts'
import { refusal, tokens } from './support/answers.ts'

const options = { clientId: '1878', clientSecret: 'Xq7-secret-key' }
const production = 'https://openapi.zalopay.vn'
const sandbox = 'https://sb-openapi.zalopay.vn'
const path = '/oauth/v1/access_token'
const absent = (value: unknown) => value === undefined

const server = (host = production) => nock(host).matchHeader('x-secret-key', 'Xq7-secret-key')
const exchange = (more: Partial<ZaloPayOptions> = {}) =>
  zalopay({ ...options, ...more }).exchange({
    code: 'the-code',
    codeVerifier: 'the-verifier',
    redirectUri: 'https://merchant.example/callback',
    timeout: 5000,
  })
/** What a script reads of an outcome: its message as English text. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const refresh = (more: Partial<ZaloPayOptions> = {}) =>
  zalopay({ ...options, ...more }).refresh({ refreshToken: 'old-refresh-token', params: {}, timeout: 5000 })
const identify = (more: Partial<ZaloPayOptions> = {}) =>
  Promise.resolve(
    zalopay({ ...options, ...more }).identify?.({
      accessToken: 'new-access-token',
      raw: {},
      params: {},
      timeout: 5000,
    }),
  ).catch((error: unknown) => error)

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

describe('an exchange', () => {
  it('sends code and verifier as JSON, the secret in its header, and nothing else', async () => {
    server()
      .post(path, (body) => {
        expect(body).toEqual({ code: 'the-code', code_verifier: 'the-verifier' })
        return true
      })
      .matchHeader('content-type', /^application\/json/)
      .matchHeader('authorization', absent)
      .reply(200, { data: tokens })
    expect(await exchange()).toEqual({
      kind: 'issued',
      grant: {
        accessToken: 'new-access-token_1',
        refreshToken: 'new-refresh-token_1',
        tokenType: 'bearer',
        expiresIn: 3600,
        refreshExpiresIn: 2_592_000,
        scopes: ['user.phone', 'user.name'],
        raw: {
          expires_in: 3600,
          refresh_expires_in: 2_592_000,
          permissions: ['user.phone', 'user.name'],
          scope: ['user.phone', 'user.name'],
        },
      },
    })
  })

  it('goes to the sandbox when that is meant', async () => {
    server(sandbox).post(path).reply(200, { data: tokens })
    expect(await exchange({ environment: 'sandbox' })).toMatchObject({ kind: 'issued' })
  })

  it('is not made without the verifier', async () => {
    const login = { code: 'the-code', timeout: 5000 }
    await expect(zalopay(options).exchange(login)).rejects.toMatchObject({ code: 'missing_verifier' })
  })

  it('says what may be wrong with the verifier', async () => {
    server().post(path).reply(200, refusal('INVALID_CODE_VERIFIER'))
    expect(asJson(await exchange())).toMatchObject({
      refusal: 'grant',
      message: expect.stringMatching(/\(INVALID_CODE_VERIFIER: Said for people\).*zalopayCodeChallenge/),
    })
  })

  it('names all that may be wrong when the word is unknown', async () => {
    server().post(path).reply(200, refusal('NEVER_HEARD_OF'))
    expect(asJson(await exchange())).toMatchObject({
      refusal: 'grant',
      message: expect.stringMatching(/new code.*clientSecret \(x-secret-key\) and environment/),
    })
  })
})

describe('a refresh', () => {
  it('sends the refresh token as JSON and nothing else', async () => {
    server()
      .post(path, (body) => {
        expect(body).toEqual({ refresh_token: 'old-refresh-token' })
        return true
      })
      .reply(200, { data: tokens })
    expect(await refresh()).toMatchObject({ kind: 'issued', grant: { refreshToken: 'new-refresh-token_1' } })
  })

  it('tries the next secret only when the secret is refused', async () => {
    const clientSecret = ['old-secret-key', 'Xq7-secret-key']
    const first = () => nock(production).matchHeader('x-secret-key', 'old-secret-key').post(path)
    first().reply(200, refusal('INVALID_SECRET_KEY'))
    server().post(path).reply(200, { data: tokens })
    expect(await refresh({ clientSecret })).toMatchObject({ kind: 'issued' })
    first().reply(200, refusal('INVALID_REFRESH_TOKEN'))
    expect(await refresh({ clientSecret })).toMatchObject({ refusal: 'grant' })
  })

  it.each([
    ['reason', refusal('ZP_9'), 'ZP_9'],
    ['name', refusal('WHATEVER', { error: 'ZP_9' }), 'ZP_9'],
    ['number', refusal('WHATEVER', { code: -9 }), '-9'],
    ['sub_return_code', { return_code: 2, sub_return_code: -9 }, '-9'],
  ])('believes what the user knows of a %s', async (_, answer, code) => {
    server().post(path).times(3).reply(200, answer)
    expect(await refresh({ errors: { [code]: 'grant' } })).toMatchObject({ refusal: 'grant', code })
    expect(await refresh({ errors: { [code]: 'secret' } })).toMatchObject({ refusal: 'client', code })
    expect(await refresh()).toMatchObject({ kind: 'unknown' })
  })

  it('believes the user more than its own guesses', async () => {
    server().post(path).reply(200, refusal('INVALID_REFRESH_TOKEN'))
    expect(await refresh({ errors: { INVALID_REFRESH_TOKEN: 'unknown' } })).toMatchObject({ kind: 'unknown' })
  })

  it('shows nothing secret in an outcome, whatever the answer repeats', async () => {
    const message = 'old-refresh-token with Xq7-secret-key'
    server().post(path).reply(200, refusal('INVALID_REFRESH_TOKEN', { message }))
    expect(inspect(await refresh(), { depth: null })).not.toMatch(/old-refresh-token|Xq7-secret-key/)
  })
})

describe('a lifetime', () => {
  const date = 'Sun, 22 Nov 2026 02:00:00 GMT'
  const now = Date.parse(date)
  const lifetimes = async (
    expires_in: unknown,
    refresh_expires_in: unknown,
    headers: Record<string, string> = { date },
    more: Partial<ZaloPayOptions> = {},
  ) => {
    server()
      .post(path)
      .reply(200, { data: { ...tokens, expires_in, refresh_expires_in } }, headers)
    const outcome = await refresh(more)
    if (outcome.kind !== 'issued') throw new Error(outcome.kind)
    return [outcome.grant.expiresIn, outcome.grant.refreshExpiresIn]
  }

  it('is told in milliseconds', async () => {
    expect(await lifetimes(3_600_000, '2592000000')).toEqual([3600, 2_592_000])
    expect(await lifetimes(1500, 999)).toEqual([1, undefined])
  })

  it('is never a date: an instant counts from the clock of whoever sent it', async () => {
    expect(await lifetimes(now + 1_800_000, now + 86_400_000)).toEqual([1800, 86_400])
  })

  it('is assumed where an instant came without a clock, or has passed', async () => {
    expect(await lifetimes(now + 1_800_000, now + 86_400_000, {})).toEqual([undefined, undefined])
    expect(await lifetimes(now - 1, 1e15)).toEqual([undefined, undefined])
  })

  it('is told in seconds, or their instants, where that is known', async () => {
    const seconds = { lifetimeUnit: 'seconds' } as const
    expect(await lifetimes(3600, 2_592_000, { date }, seconds)).toEqual([3600, 2_592_000])
    expect(await lifetimes(now / 1000 + 60, now + 60_000, { date }, seconds)).toEqual([60, 60])
  })
})

describe('the account', () => {
  it('is asked for with the token and the secret', async () => {
    server()
      .get('/oauth/user/info')
      .matchHeader('authorization', 'Bearer new-access-token')
      .reply(200, { data: { muid: '230713000004217', display_name: 'Hà' } })
    expect(await identify()).toEqual({ account: '230713000004217', label: 'Hà' })
  })

  it('is asked for where the user says', async () => {
    server()
      .get('/v9/me')
      .query({ fields: 'user.name' })
      .reply(200, { data: { muid: '1' } })
    const userInfo = `${production}/v9/me?fields=user.name`
    expect(await identify({ endpoints: { userInfo } })).toEqual({ account: '1' })
  })

  it('stays open at a wrong path, and the message says what to set', async () => {
    server().get('/oauth/user/info').reply(404, 'no such page')
    expect(await identify()).toMatchObject({
      name: 'ProviderUnavailableError',
      code: 'identity_unavailable',
      message: expect.stringMatching(/endpoints\.userInfo.*userInfo: false/),
    })
  })

  it('is not asked for when the user names it', () => {
    expect(zalopay({ ...options, userInfo: false }).identify).toBe(undefined)
  })
})
