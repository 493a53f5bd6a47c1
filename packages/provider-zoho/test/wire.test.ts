import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ZohoOptions, zoho } from '../src/index.ts'

const options = {
  clientId: '1000.ABCDEFGH',
  clientSecret: 'Xq7/secret+key',
  redirectUri: 'https://app.example/zoho?x=1',
}
const adapter = (more: Partial<ZohoOptions> = {}) => zoho({ ...options, ...more })
const answer = {
  access_token: '1000.a.b',
  api_domain: 'https://www.zohoapis.eu',
  token_type: 'Bearer',
  expires_in: 3600,
}
const timeout = 5000
const form = /^application\/x-www-form-urlencoded/
const noAuthorization = (value: unknown) => value === undefined

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

describe('what goes over the wire', () => {
  it('exchanges a code by a form at the accounts host of its location', async () => {
    nock('https://accounts.zoho.eu')
      .post('/oauth/v2/token', {
        grant_type: 'authorization_code',
        client_id: options.clientId,
        client_secret: options.clientSecret,
        code: '1000.code',
        redirect_uri: options.redirectUri,
      })
      .matchHeader('content-type', form)
      .matchHeader('authorization', noAuthorization)
      .reply(200, { ...answer, refresh_token: '1000.c.d' })
    const outcome = await adapter().exchange({
      code: '1000.code',
      redirectUri: options.redirectUri,
      params: { location: 'eu' },
      timeout,
    })
    expect(outcome).toMatchObject({
      kind: 'issued',
      grant: { accessToken: '1000.a.b', refreshToken: '1000.c.d' },
    })
  })

  it.each([
    [{ location: 'ca' }, 'https://accounts.zohocloud.ca'],
    [{ location: 'au' }, 'https://accounts.zoho.com.au'],
    [{ location: 'ae' }, 'https://accounts.zoho.ae'],
    [{ location: 'sg' }, 'https://accounts.zoho.sg'],
    [{}, 'https://accounts.zoho.jp'],
    [{ api_domain: 'https://www.zohoapis.in' }, 'https://accounts.zoho.in'],
  ])('refreshes an account with params %o at %s', async (params, host) => {
    nock(host)
      .post('/oauth/v2/token', {
        grant_type: 'refresh_token',
        client_id: options.clientId,
        client_secret: options.clientSecret,
        refresh_token: '1000.c.d',
      })
      .reply(200, answer)
    const dataCenters = { sg: { accounts: 'https://accounts.zoho.sg/', api: 'https://www.zohoapis.sg' } }
    const outcome = await adapter({ dataCenter: 'jp', dataCenters }).refresh({
      refreshToken: '1000.c.d',
      params: params as Record<string, string>,
      timeout,
    })
    expect(outcome.kind).toBe('issued')
  })

  it('goes to a portal where endpoints say so', async () => {
    nock('https://accounts.zohoportal.com').post('/clientoauth/v2/42/token').reply(200, answer)
    const endpoints = { token: 'https://accounts.zohoportal.com/clientoauth/v2/42/token' }
    const outcome = await adapter({ endpoints }).refresh({
      refreshToken: 'r',
      params: { location: 'eu' },
      timeout,
    })
    expect(outcome.kind).toBe('issued')
  })

  it('ends a token without the credentials of the client', async () => {
    nock('https://accounts.zoho.in')
      .post('/oauth/v2/token/revoke', { token: '1000.c.d' })
      .matchHeader('authorization', noAuthorization)
      .reply(200, { status: 'success' })
    const request = { accessToken: '1000.a.b', refreshToken: '1000.c.d', params: { location: 'in' }, timeout }
    expect(await adapter().revoke?.(request)).toEqual({ kind: 'revoked' })
  })

  it('ends a token at the newer path with Basic credentials and its type', async () => {
    nock('https://accounts.zoho.com')
      .post('/oauth/v2/revoke/token', { token: '1000.c.d', token_type: 'refresh_token' })
      .basicAuth({ user: options.clientId, pass: options.clientSecret })
      .reply(200, { status: 'success' })
    const endpoints = { revocation: 'https://accounts.zoho.com/oauth/v2/revoke/token' }
    const request = { accessToken: '1000.a.b', refreshToken: '1000.c.d', params: {}, timeout }
    expect(await adapter({ endpoints }).revoke?.(request)).toEqual({ kind: 'revoked' })
  })

  it.each([
    [400, { error: 'invalid_code' }, 'revoked'],
    [400, { status: 'failure' }, 'revoked'],
    [500, { status: 'success' }, 'unknown'],
    [200, { nothing: true }, 'unknown'],
    [200, { error: 'invalid_client' }, 'refused'],
    [400, { error: 'Access Denied' }, 'throttled'],
  ])('reads HTTP %i %o of a revocation as %s', async (status, body, kind) => {
    nock('https://accounts.zoho.com').post('/oauth/v2/token/revoke').reply(status, body)
    const request = { accessToken: '1000.a.b', params: {}, timeout }
    expect(await adapter().revoke?.(request)).toMatchObject({ kind })
  })

  it('starts a device login without the secret, and polls with it and with the words of Zoho', async () => {
    nock('https://accounts.zoho.com')
      .post('/oauth/v3/device/code', {
        client_id: options.clientId,
        grant_type: 'device_request',
        scope: 'ZohoCRM.org.READ,ZohoCRM.modules.ALL',
        access_type: 'offline',
        prompt: 'consent',
      })
      .reply(200, {
        user_code: 'BCDF',
        device_code: '1004.device',
        verification_url: 'https://accounts.zoho.com/oauth/v3/device',
        expires_in: 300_000,
        interval: 5000,
      })
    const { device } = adapter()
    const scopes = ['ZohoCRM.org.READ', 'ZohoCRM.modules.ALL']
    expect(await device?.start({ scopes, timeout })).toMatchObject({
      expiresIn: 300,
      interval: 5,
      userCode: 'BCDF',
    })

    const poll = (params: Record<string, string> = {}) =>
      device?.poll({ deviceCode: '1004.device', params, timeout })
    const words = {
      client_id: options.clientId,
      client_secret: options.clientSecret,
      grant_type: 'device_token',
      code: '1004.device',
    }
    const path = '/oauth/v3/device/token'
    nock('https://accounts.zoho.com').post(path, words).reply(200, { error: 'authorization_pending' })
    expect(await poll()).toEqual({ kind: 'pending', interval: 30 })
    nock('https://accounts.zoho.com').post(path).reply(200, { error: 'other_dc', user_location: 'eu' })
    expect(await poll()).toEqual({ kind: 'pending', interval: 5, params: { location: 'eu' } })
    nock('https://accounts.zoho.com')
      .post(path)
      .reply(200, { error: 'other_dc', user_location: 'https://evil.example' })
    expect(await poll()).toMatchObject({ kind: 'refused', refusal: 'client', code: 'other_dc' })
    nock('https://accounts.zoho.eu').post(path, words).reply(200, answer)
    expect(await poll({ location: 'eu' })).toMatchObject({ kind: 'issued' })
  })

  it('asks for a grant of the client with soid where the account is one', async () => {
    const words = {
      grant_type: 'client_credentials',
      client_id: options.clientId,
      client_secret: options.clientSecret,
    }
    const scope = 'ZohoCRM.org.READ'
    nock('https://accounts.zoho.com')
      .post('/oauth/v2/token', { ...words, scope, soid: 'ZohoCRM.600434' })
      .reply(200, answer)
    nock('https://accounts.zoho.com')
      .post('/oauth/v2/token', { ...words, scope })
      .reply(200, answer)
    for (const account of ['ZohoCRM.600434', 'the-app']) {
      const request = { account, scopes: [scope], params: {}, timeout }
      expect(await adapter().clientCredentials?.(request)).toMatchObject({ kind: 'issued' })
    }
  })

  it('never asks for a profile that the scopes do not allow, and believes no id_token of another app', async () => {
    const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
    const request = {
      accessToken: '1000.a.b',
      raw: {},
      params: { location: 'eu' },
      scopes: ['email'],
      timeout,
    }
    const good = {
      iss: 'https://accounts.zoho.eu',
      aud: options.clientId,
      sub: '20080102002',
      email: 'c@example.eu',
    }
    const { identify } = adapter()
    expect(await identify?.({ ...request, idToken: token(good) })).toEqual({
      account: '20080102002',
      label: 'c@example.eu',
    })
    for (const wrong of [
      { aud: 'another' },
      { iss: 'https://accounts.zoho.com' },
      { sub: 7 },
      { iss: undefined },
    ]) {
      expect(await identify?.({ ...request, idToken: token({ ...good, ...wrong }) })).toBe(undefined)
    }
    expect(
      await identify?.({ ...request, idToken: token({ ...good, iss: 'accounts.zoho.eu' }) }),
    ).toMatchObject({
      account: '20080102002',
    })
    expect(await identify?.({ ...request, idToken: 'not a token' })).toBe(undefined)
    expect(await identify?.(request)).toBe(undefined)
  })
})

describe('options that cannot be used', () => {
  it.each<[string, Partial<ZohoOptions>, RegExp]>([
    [
      'an unknown data centre',
      { dataCenter: 'com' },
      /option dataCenter is unknown\. Expected one of us, eu, in/,
    ],
    ['a secret for none', { clientSecrets: { com: 's' } }, /option clientSecrets\.com is for no data centre/],
    ['an empty secret for one', { clientSecrets: { eu: '' } }, /option clientSecrets\.eu is missing/],
    [
      'an added one without https',
      { dataCenters: { sg: { accounts: 'http://a.sg', api: 'https://b.sg' } } },
      /dataCenters\.sg\.accounts is plain http/,
    ],
    [
      'an added one without an API',
      { dataCenters: { sg: { accounts: 'https://a.sg' } as never } },
      /dataCenters\.sg\.api/,
    ],
    [
      'an added one with an odd name',
      { dataCenters: { 'S G': { accounts: 'https://a.sg', api: 'https://b.sg' } } },
      /is not a name/,
    ],
    ['a base with a query', { baseUrl: 'https://proxy.example?a=1' }, /baseUrl carries a \?query/],
  ])('like %s are told at once', (_, more, message) => {
    expect(() => adapter(more)).toThrow(message)
  })

  it('never show a secret of a data centre, and change the configuration with it', async () => {
    const made = adapter({ clientSecrets: { eu: 'secret-of-europe' } })
    expect(JSON.stringify(made)).not.toContain('secret-of-europe')
    expect(made.configuration === adapter().configuration).toBe(false)
    nock('https://accounts.zoho.eu')
      .post('/oauth/v2/token', /secret-of-europe/)
      .reply(200, { error: 'invalid_client', error_description: 'secret-of-europe is wrong' })
    const outcome = await made.refresh({ refreshToken: 'r', params: { location: 'eu' }, timeout })
    expect(outcome).toMatchObject({ kind: 'refused', refusal: 'client' })
    expect(JSON.stringify(outcome)).not.toContain('secret-of-europe')
  })
})
