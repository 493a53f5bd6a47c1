import { inspect } from 'node:util'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zaloOa } from '../src/index.ts'

const options = {
  clientId: '1234567890123456789',
  clientSecret: 'Xq7-secret-key',
  redirectUri: 'https://app.example/zalo/callback?x=1',
}
const tokens = { access_token: 'new-access-token', refresh_token: 'new-refresh-token', expires_in: '90000' }
const oauth = () => nock('https://oauth.zaloapp.com').matchHeader('secret_key', 'Xq7-secret-key')

const exchange = (more = {}) =>
  zaloOa(options).exchange({
    code: 'the-auth-code',
    redirectUri: options.redirectUri,
    timeout: 5000,
    ...more,
  })
/** What a script reads of an outcome: its message as English text. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const refresh = (provider = zaloOa(options)) =>
  provider.refresh({ refreshToken: 'old-refresh-token', params: {}, timeout: 5000 })
const identify = () =>
  zaloOa(options)
    .identify?.({ accessToken: 'new-access-token', raw: {}, params: {}, timeout: 5000 })
    .catch((error: unknown) => error)

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

describe('an exchange', () => {
  it('sends code, app_id, grant_type and the verifier, no redirect_uri and no client_id', async () => {
    oauth()
      .post('/v4/oa/access_token', {
        code: 'the-auth-code',
        app_id: '1234567890123456789',
        grant_type: 'authorization_code',
        code_verifier: 'the-verifier',
      })
      .matchHeader('content-type', /^application\/x-www-form-urlencoded/)
      .matchHeader('authorization', (value) => value === undefined)
      .reply(200, tokens)
    expect(await exchange({ codeVerifier: 'the-verifier' })).toEqual({
      kind: 'issued',
      grant: {
        accessToken: 'new-access-token',
        refreshToken: 'new-refresh-token',
        tokenType: 'bearer',
        expiresIn: 90_000,
        raw: { expires_in: '90000' },
      },
    })
  })

  it('sends no verifier without PKCE', async () => {
    oauth()
      .post('/v4/oa/access_token', {
        code: 'the-auth-code',
        app_id: '1234567890123456789',
        grant_type: 'authorization_code',
      })
      .reply(200, tokens)
    expect(await exchange()).toMatchObject({ kind: 'issued' })
  })

  it('says to start again when the code is refused', async () => {
    oauth().post('/v4/oa/access_token').reply(200, { error: -14005, error_name: 'Invalid code' })
    expect(asJson(await exchange())).toMatchObject({
      kind: 'refused',
      refusal: 'grant',
      message:
        'Provider zalo-oa refused the authorization code (-14005: Invalid code). Start the login again: a code works once and for 10 minutes.',
    })
  })
})

describe('a refresh', () => {
  it('sends refresh_token, app_id and grant_type', async () => {
    oauth()
      .post('/v4/oa/access_token', {
        refresh_token: 'old-refresh-token',
        app_id: '1234567890123456789',
        grant_type: 'refresh_token',
      })
      .reply(200, tokens)
    expect(await refresh()).toMatchObject({ kind: 'issued', grant: { refreshToken: 'new-refresh-token' } })
  })

  it('keeps the old refresh token by having none when the answer has none', async () => {
    const { refresh_token: _, ...rest } = tokens
    oauth().post('/v4/oa/access_token').reply(200, rest)
    const outcome = await refresh()
    expect(outcome.kind === 'issued' && outcome.grant).not.toHaveProperty('refreshToken')
  })

  it.each([
    ['-14002', /clientId .*activated/],
    ['-14003', /redirectUri.*Official Account Callback Url/],
    ['-14004', /clientSecret/],
    ['-14018', /endpoints\.token/],
    ['-14001', /endpoints\.token/],
  ])('says what to fix after %s', async (error, advice) => {
    oauth()
      .post('/v4/oa/access_token')
      .reply(200, { error: Number(error), error_name: 'Name' })
    expect(asJson(await refresh())).toMatchObject({ message: expect.stringMatching(advice) })
  })

  it('asks for consent after an empty HTTP 200', async () => {
    oauth().post('/v4/oa/access_token').reply(200, '')
    expect(asJson(await refresh())).toMatchObject({
      kind: 'refused',
      refusal: 'grant',
      message:
        'Provider zalo-oa refused the refresh token (empty_answer). An admin of the Official Account must consent again.',
    })
  })

  it.each([
    [{ message: 'm', error_description: 'd', error_reason: 'r', error_name: 'n' }, 'm'],
    [{ message: '', error_description: 'd', error_reason: 'r', error_name: 'n' }, 'd'],
    [{ error_description: null, error_reason: 'r', error_name: 'n' }, 'r'],
    [{ error_description: '', error_reason: '', error_name: 'n' }, 'n'],
  ])('finds the text for people in %j', async (texts, detail) => {
    oauth()
      .post('/v4/oa/access_token')
      .reply(200, { error: -14014, ...texts })
    expect(await refresh()).toMatchObject({ cause: { detail } })
  })

  it('tries the next secret key only after -14004', async () => {
    const provider = zaloOa({ ...options, clientSecret: ['old-secret-key', 'Xq7-secret-key'] })
    nock('https://oauth.zaloapp.com')
      .post('/v4/oa/access_token')
      .matchHeader('secret_key', 'old-secret-key')
      .reply(200, { error: -14004 })
    oauth().post('/v4/oa/access_token').reply(200, tokens)
    expect(await refresh(provider)).toMatchObject({ kind: 'issued' })
    nock('https://oauth.zaloapp.com').post('/v4/oa/access_token').reply(200, { error: -14014 })
    expect(await refresh(provider)).toMatchObject({ kind: 'refused', refusal: 'grant' })
  })

  it('shows nothing secret in an outcome, whatever the answer repeats', async () => {
    oauth()
      .post('/v4/oa/access_token')
      .reply(200, { error: -14014, error_description: 'old-refresh-token with Xq7-secret-key' })
    expect(inspect(await refresh(), { depth: null })).not.toMatch(/old-refresh-token|Xq7-secret-key/)
  })
})

describe('the account', () => {
  it('is asked for with the header access_token', async () => {
    nock('https://openapi.zalo.me')
      .get('/v2.0/oa/getoa')
      .matchHeader('access_token', 'new-access-token')
      .matchHeader('authorization', (value) => value === undefined)
      .matchHeader('secret_key', (value) => value === undefined)
      .reply(200, '{"error":0,"data":{"oaid":4318657068771012647,"name":" Shop "}}')
    expect(await identify()).toEqual({ account: '4318657068771012647', label: 'Shop' })
  })

  it('stays open when the package has lapsed, and the message says that the token is good', async () => {
    nock('https://openapi.zalo.me').get('/v2.0/oa/getoa').reply(200, { error: -224, message: 'upgrade' })
    expect(await identify()).toMatchObject({
      name: 'ProviderUnavailableError',
      code: 'identity_unavailable',
      retryable: true,
      message: expect.stringContaining('the token is good'),
    })
  })

  it('is refused when the token is not accepted', async () => {
    nock('https://openapi.zalo.me').get('/v2.0/oa/getoa').reply(200, { error: -216, message: 'expired' })
    expect(await identify()).toMatchObject({ name: 'AuthorizationError', retryable: false })
  })
})
