import type { DataMatcherMap } from 'nock'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LazadaOptions, lazada, lazadaSign } from '../src/index.ts'

const options = {
  clientId: '123456',
  clientSecret: 'helloworld',
  redirectUri: 'https://app.example/callback',
}
const adapter = (more: Partial<LazadaOptions> = {}) => lazada({ ...options, ...more })
const host = 'https://auth.lazada.com'
const timeout = 5000
const answer = { access_token: 'new-access-token', refresh_token: 'new-refresh-token', code: '0' }
const absent = (value: unknown) => value === undefined
const refresh = (more: Partial<LazadaOptions> = {}) =>
  adapter(more).refresh({ refreshToken: 'old-refresh-token', params: {}, timeout })

/** Signed by this secret and at this hour, and by nothing else that Lazada could not check. */
function signed(path: string, secret: string, own: Record<string, string>) {
  return (body: DataMatcherMap) => {
    const { sign, timestamp, ...others } = body as Record<string, string>
    expect(others).toEqual({ app_key: '123456', sign_method: 'sha256', ...own })
    expect(Math.abs(Date.now() - Number(timestamp))).toBeLessThan(60_000)
    return sign === lazadaSign(path, { ...others, timestamp: timestamp ?? '' }, secret)
  }
}

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

describe('a signature', () => {
  it('is the one of the sample in their documents', () => {
    const parameters = {
      order_id: '1234',
      timestamp: '1517820392000',
      access_token: 'test',
      sign_method: 'sha256',
      app_key: '123456',
    }
    const sign = '4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A'
    expect(lazadaSign('/order/get', parameters, 'helloworld')).toBe(sign)
    expect(lazadaSign('/order/get', { ...parameters, sign }, 'helloworld')).toBe(sign)
  })

  it('is of what is sent in UTF-8, by the order of ASCII', () => {
    const sign = lazadaSign('/x', { b: 'ớ', B: '2', a_b: '3', ab: '4' }, 'secret')
    expect(sign).toMatch(/^[0-9A-F]{64}$/)
    expect(lazadaSign('/x', { ab: '4', a_b: '3', B: '2', b: 'ớ' }, 'secret')).toBe(sign)
  })
})

describe('what goes over the wire', () => {
  it('asks for consent anew, in the countries that are meant', async () => {
    const { url, codeVerifier } = await adapter({ country: ['vn', 'sg'] }).authorizationUrl({ state: 's' })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe(`${host}/oauth/authorize`)
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: '123456',
      redirect_uri: 'https://app.example/callback',
      state: 's',
      force_auth: 'true',
      country: 'vn,sg',
    })
    expect(codeVerifier).toBe(undefined)
    const everywhere = await adapter().authorizationUrl({ state: 's' })
    expect(new URL(everywhere.url).searchParams.has('country')).toBe(false)
  })

  it('exchanges a code at an address of its own, signed, without a secret or a grant_type', async () => {
    nock(host)
      .post('/rest/auth/token/create', signed('/auth/token/create', 'helloworld', { code: '0_1_code' }))
      .matchHeader('content-type', /^application\/x-www-form-urlencoded/)
      .matchHeader('authorization', absent)
      .reply(200, answer)
    const { redirectUri } = options
    expect(await adapter().exchange({ code: '0_1_code', redirectUri, timeout })).toMatchObject({
      kind: 'issued',
      grant: { accessToken: 'new-access-token', refreshToken: 'new-refresh-token' },
    })
  })

  it('refreshes at another address', async () => {
    const own = { refresh_token: 'old-refresh-token' }
    nock(host)
      .post('/rest/auth/token/refresh', signed('/auth/token/refresh', 'helloworld', own))
      .reply(200, answer)
    expect(await refresh()).toMatchObject({ kind: 'issued', grant: { refreshToken: 'new-refresh-token' } })
  })

  it('signs with the next secret when the signature is refused, and only then', async () => {
    const own = { refresh_token: 'old-refresh-token' }
    const server = (secret: string) =>
      nock(host).post('/rest/auth/token/refresh', signed('/auth/token/refresh', secret, own))
    server('an-older-secret').reply(200, { code: 'IncompleteSignature', type: 'ISV', message: '…' })
    server('helloworld').reply(200, answer)
    const clientSecret = ['an-older-secret', 'helloworld']
    expect(await refresh({ clientSecret })).toMatchObject({ kind: 'issued' })
    server('an-older-secret').reply(200, { code: 'IllegalRefreshToken', type: 'ISV', message: '…' })
    expect(await refresh({ clientSecret })).toMatchObject({ refusal: 'grant' })
  })

  it('keeps no refresh token that Lazada says is of no use', async () => {
    nock(host)
      .post('/rest/auth/token/refresh')
      .reply(200, { ...answer, refresh_expires_in: 0 })
    const outcome = await refresh()
    expect(outcome.kind === 'issued' && outcome.grant.refreshToken).toBe(undefined)
  })
})

describe('the account', () => {
  const sellers = [
    { country: 'sg', seller_id: '1001' },
    { country: 'my', seller_id: '2001' },
  ]
  const identify = (raw: Record<string, unknown>) =>
    Promise.resolve(adapter().identify?.({ accessToken: 't', raw, params: {}, timeout })).catch(
      (error: unknown) => error,
    )

  it.each([
    [
      { country: 'sg', account: 'a@b.c', country_user_info: sellers },
      { account: '1001', label: 'a@b.c' },
    ],
    [{ country: 'cb', country_user_info: sellers }, { account: '2001' }],
    [{ country: 'cb', country_user_info: sellers.toReversed() }, { account: '2001' }],
    [{ country: 'vn', country_user_info_list: { vn: { seller_id: 3001 } } }, { account: '3001' }],
  ])('is the seller of the answer: %j', async (raw, identity) => {
    expect(await identify(raw)).toEqual(identity)
  })

  it.each([[{}], [{ country_user_info: [null, {}, { seller_id: 'a b' }] }], [{ country_user_info: 'sg' }]])(
    'is not guessed: %j',
    async (raw) => {
      expect(await identify(raw)).toMatchObject({ code: 'identity_unavailable', retryable: true })
    },
  )
})

describe('options', () => {
  it.each([
    [{ country: 'us' as 'vn' }, /country is unknown.*vn, sg/],
    [{ refreshTokens: 'sometimes' as 'reusable' }, /single-use or reusable/],
    [{ scopes: ['orders'] }, /open\.lazada\.com/],
  ])('are checked: %j', (more, message) => {
    expect(() => adapter(more)).toThrow(message)
  })
})
