import { createHash, createHmac } from 'node:crypto'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zalo } from '../src/index.ts'

const options = {
  clientId: '3904711650482913377',
  clientSecret: 'Xq7-social-secret',
  redirectUri: 'https://app.example/login/callback',
}
const tokens = {
  access_token: 'new-access-token',
  refresh_token: 'new-refresh-token',
  expires_in: '3600',
  refresh_token_expires_in: '2588400',
}
const oauth = () => nock('https://oauth.zaloapp.com').matchHeader('secret_key', options.clientSecret)
/** What a script reads of an outcome: its message as English text. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const refresh = () => zalo(options).refresh({ refreshToken: 'old-refresh-token', params: {}, timeout: 5000 })

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

describe('the social login', () => {
  it('has a consent page of its own, with the same four parameters', async () => {
    const { url, codeVerifier = '' } = await zalo(options).authorizationUrl({ state: 'st' })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe('https://oauth.zaloapp.com/v4/permission')
    expect(Object.fromEntries(searchParams)).toEqual({
      app_id: options.clientId,
      redirect_uri: options.redirectUri,
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      state: 'st',
    })
  })

  it('exchanges a code at its own token endpoint', async () => {
    oauth()
      .post('/v4/access_token', {
        code: 'the-auth-code',
        app_id: options.clientId,
        grant_type: 'authorization_code',
        code_verifier: 'the-verifier',
      })
      .matchHeader('authorization', (value) => value === undefined)
      .reply(200, tokens)
    const { redirectUri } = options
    const request = { code: 'the-auth-code', codeVerifier: 'the-verifier', redirectUri, timeout: 5000 }
    expect(await zalo(options).exchange(request)).toEqual({
      kind: 'issued',
      grant: {
        accessToken: 'new-access-token',
        refreshToken: 'new-refresh-token',
        tokenType: 'bearer',
        expiresIn: 3600,
        refreshExpiresIn: 2_588_400,
        raw: { expires_in: '3600', refresh_token_expires_in: '2588400' },
      },
    })
  })

  it('refreshes there too', async () => {
    oauth()
      .post('/v4/access_token', {
        refresh_token: 'old-refresh-token',
        app_id: options.clientId,
        grant_type: 'refresh_token',
      })
      .reply(200, tokens)
    expect(await refresh()).toMatchObject({ kind: 'issued', grant: { refreshToken: 'new-refresh-token' } })
  })

  it.each([
    [-14014, 'The user must log in again.'],
    [-14003, 'Đăng nhập, platform Web'],
    [-14004, 'Khóa bí mật'],
  ])('says what to do after %s', async (error, advice) => {
    oauth().post('/v4/access_token').reply(200, { error, error_name: 'Name' })
    expect(asJson(await refresh())).toMatchObject({ message: expect.stringContaining(advice) })
  })

  it('asks the graph for the profile, with the token and its proof in headers', async () => {
    const proof = createHmac('sha256', options.clientSecret).update('new-access-token').digest('hex')
    nock('https://graph.zalo.me')
      .get('/v2.0/me')
      .query({ fields: 'id,name,picture' })
      .matchHeader('access_token', 'new-access-token')
      .matchHeader('appsecret_proof', proof)
      .matchHeader('authorization', (value) => value === undefined)
      .matchHeader('secret_key', (value) => value === undefined)
      .reply(200, '{"error":0,"message":"Success","id":"6410983327745120093","name":" Lan "}')
    const request = { accessToken: 'new-access-token', raw: {}, params: {}, scopes: [], timeout: 5000 }
    expect(await zalo(options).identify?.(request)).toEqual({ account: '6410983327745120093', label: 'Lan' })
  })

  it('sends its tokens to the graph alone', () => {
    expect(zalo(options).resourceHosts).toEqual(['https://graph.zalo.me'])
  })
})
