import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OAuth2Options, oauth2 } from '../src/index.ts'

const origin = 'https://id.acme.example'
const tokens = { access_token: 'an-access-token', token_type: 'Bearer', expires_in: 3600 }

beforeEach(() => nock.disableNetConnect())
afterEach(() => {
  const unused = nock.pendingMocks()
  nock.cleanAll()
  nock.enableNetConnect()
  expect(unused).toEqual([])
})

const given: OAuth2Options = {
  id: 'acme',
  clientId: 'the app',
  clientSecret: 'the secret',
  redirectUri: 'https://app.example/callback',
  endpoints: {
    authorization: `${origin}/authorize?tenant=7`,
    token: `${origin}/token`,
    revocation: `${origin}/revoke`,
    deviceAuthorization: `${origin}/device`,
  },
}

type Sent = { path: string; authorization: string | undefined; body: Record<string, string> }

/** Notes what the server was sent. */
function listen(path: string, answer: object, times = 1): Sent[] {
  const sent: Sent[] = []
  nock(origin)
    .post(path)
    .times(times)
    .reply(200, function (_uri, body) {
      const { authorization } = this.req.headers as Record<string, string | undefined>
      sent.push({ path, authorization, body: Object.fromEntries(new URLSearchParams(String(body))) })
      return answer
    })
  return sent
}

const refresh = (options: OAuth2Options) =>
  oauth2(options).refresh({ refreshToken: 'the-refresh-token', params: {}, timeout: 5000 })

describe('what is sent', () => {
  it('is what RFC 6749 prints: the secret in a header, or in the body, or nowhere', async () => {
    const sent = listen('/token', tokens, 3)
    const standard = { grant_type: 'refresh_token', refresh_token: 'the-refresh-token' }
    await refresh(given)
    await refresh({ ...given, clientAuth: 'client_secret_post' })
    await refresh({ ...given, clientSecret: undefined })
    const basic = `Basic ${Buffer.from('the+app:the+secret').toString('base64')}`
    expect(sent.map(({ authorization, body }) => ({ authorization, body }))).toEqual([
      { authorization: basic, body: standard },
      { authorization: undefined, body: { ...standard, client_id: 'the app', client_secret: 'the secret' } },
      { authorization: undefined, body: { ...standard, client_id: 'the app' } },
    ])
  })

  it('has resource everywhere, and audience where a grant begins', async () => {
    const sent = [listen('/token', tokens, 4), listen('/device', {})]
    const adapter = oauth2({
      ...given,
      resource: 'https://api.acme.example',
      audience: 'acme-api',
      scopes: ['read'],
    })
    const { url } = await adapter.authorizationUrl({ state: 'the-state' })
    const asked = { params: {}, timeout: 5000 }
    await adapter.exchange({ code: 'the-code', timeout: 5000 })
    await adapter.refresh({ ...asked, refreshToken: 'the-refresh-token' })
    await adapter.device?.poll({ ...asked, deviceCode: 'the-device-code' })
    await adapter.clientCredentials?.({
      ...asked,
      account: 'the-app',
      scopes: ['openid', 'read', 'offline_access'],
    })
    await adapter.device?.start({ scopes: ['read'], timeout: 5000 }).catch(() => {})
    expect(new URL(url).searchParams.get('resource')).toBe('https://api.acme.example')
    expect(new URL(url).searchParams.get('audience')).toBe('acme-api')
    expect(
      sent.flat().map(({ body }) => [body['grant_type'], body['resource'], body['audience'], body['scope']]),
    ).toEqual([
      ['authorization_code', 'https://api.acme.example', undefined, undefined],
      ['refresh_token', 'https://api.acme.example', undefined, undefined],
      ['urn:ietf:params:oauth:grant-type:device_code', 'https://api.acme.example', 'acme-api', undefined],
      ['client_credentials', 'https://api.acme.example', 'acme-api', 'read'],
      [undefined, 'https://api.acme.example', 'acme-api', 'read'],
    ])
  })

  it('to the consent page is the standard, what the address had, and what the options add', async () => {
    const adapter = oauth2({ ...given, scopes: ['read'], authorizationParameters: { prompt: 'consent' } })
    const { url, nonce } = await adapter.authorizationUrl({ state: 'the-state' })
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      tenant: '7',
      response_type: 'code',
      client_id: 'the app',
      redirect_uri: 'https://app.example/callback',
      scope: 'read',
      state: 'the-state',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      prompt: 'consent',
    })
    expect(nonce).toBe(undefined)
    const plain = await oauth2({ ...given, pkce: false }).authorizationUrl({ state: 's' })
    expect(plain.codeVerifier).toBe(undefined)
    expect(plain.url).not.toContain('code_challenge')
  })

  it('has a nonce where an id_token will come and can be checked', async () => {
    const document = {
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
    }
    nock(origin).get('/.well-known/openid-configuration').reply(200, document)
    const { endpoints: _, ...options } = given
    const adapter = oauth2({ ...options, issuer: origin, scopes: ['openid'] })
    const { url, nonce } = await adapter.authorizationUrl({ state: 's' })
    expect(nonce).toMatch(/^[\w-]{43}$/)
    expect(new URL(url).searchParams.get('nonce')).toBe(nonce)
    const without = await adapter.authorizationUrl({ state: 's', scopes: ['read'] })
    expect(without.nonce).toBe(undefined)
    expect(without.url).not.toContain('nonce')
  })

  it('to end a grant is the refresh token, as RFC 7009 asks', async () => {
    const sent = listen('/revoke', {}, 2)
    const revoke = (more: object) =>
      oauth2(given).revoke?.({ accessToken: 'the-access-token', params: {}, timeout: 5000, ...more })
    expect(await revoke({ refreshToken: 'the-refresh-token' })).toEqual({ kind: 'revoked' })
    expect(await revoke({})).toEqual({ kind: 'revoked' })
    expect(sent.map(({ body }) => body)).toEqual([
      { token: 'the-refresh-token', token_type_hint: 'refresh_token' },
      { token: 'the-access-token', token_type_hint: 'access_token' },
    ])
  })
})

describe('private_key_jwt', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
  const ed25519 = generateKeyPairSync('ed25519')
  const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
    key.export({ type: type as 'pkcs8', format: 'pem' }).toString()
  const jwk = (key: KeyObject, more: object) => JSON.stringify({ ...key.export({ format: 'jwk' }), ...more })
  const [p256, p384, p521] = [ec('P-256'), ec('P-384'), ec('P-521')]

  it.each([
    ['RSA', pem(rsa.privateKey), rsa.publicKey, 'RS256', undefined],
    ['RSA in PKCS #1', pem(rsa.privateKey, 'pkcs1'), rsa.publicKey, 'RS256', undefined],
    ['RSA with an alg', jwk(rsa.privateKey, { alg: 'PS384', kid: 'one' }), rsa.publicKey, 'PS384', 'one'],
    ['P-256', pem(p256.privateKey), p256.publicKey, 'ES256', undefined],
    ['P-256 in SEC 1', pem(p256.privateKey, 'sec1'), p256.publicKey, 'ES256', undefined],
    ['P-384', jwk(p384.privateKey, { kid: 'two' }), p384.publicKey, 'ES384', 'two'],
    ['P-521', pem(p521.privateKey), p521.publicKey, 'ES512', undefined],
    ['Ed25519', pem(ed25519.privateKey), ed25519.publicKey, 'EdDSA', undefined],
  ])('is signed with %s', async (_, privateKey, publicKey, alg, kid) => {
    const sent = listen('/token', tokens)
    expect(await refresh({ ...given, clientSecret: undefined, privateKey })).toMatchObject({ kind: 'issued' })
    const { client_assertion: assertion = '', ...body } = sent[0]?.body ?? {}
    expect(body).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'the-refresh-token',
      client_id: 'the app',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    })
    expect(decodeProtectedHeader(assertion)).toEqual({ alg, ...(kid && { kid }) })
    const { payload } = await jwtVerify(assertion, publicKey, { audience: `${origin}/token` })
    expect(payload).toMatchObject({ iss: 'the app', sub: 'the app', jti: expect.any(String) })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60)
  })

  it('is made anew for each request, and for the same server at each endpoint', async () => {
    const sent = [listen('/token', tokens), listen('/revoke', {}), listen('/device', {})]
    const adapter = oauth2({
      ...given,
      clientSecret: undefined,
      privateKey: pem(p256.privateKey),
      keyId: 'mine',
    })
    await adapter.refresh({ refreshToken: 'the-refresh-token', params: {}, timeout: 5000 })
    await adapter.revoke?.({ accessToken: 'the-access-token', params: {}, timeout: 5000 })
    await adapter.device?.start({ timeout: 5000 }).catch(() => {})
    const assertions = sent.flat().map(({ body }) => body['client_assertion'] ?? '')
    expect(assertions.map((one) => decodeJwt(one).aud)).toEqual(Array(3).fill(`${origin}/token`))
    expect(assertions.map((one) => decodeProtectedHeader(one).kid)).toEqual(Array(3).fill('mine'))
    expect(new Set(assertions.map((one) => decodeJwt(one).jti)).size).toBe(3)
  })

  it('is for the issuer where there is one, or for whom the options say', async () => {
    nock(origin)
      .get('/.well-known/openid-configuration')
      .times(2)
      .reply(200, { issuer: origin, token_endpoint: `${origin}/token` })
    const sent = listen('/token', tokens, 2)
    const { endpoints: _, clientSecret: __, ...options } = given
    const keyed = { ...options, issuer: `${origin}/`, privateKey: pem(p256.privateKey) }
    await refresh(keyed)
    await refresh({ ...keyed, assertionAudience: 'https://acme.example' })
    const audiences = sent.map(({ body }) => decodeJwt(body['client_assertion'] ?? '').aud)
    expect(audiences).toEqual([origin, 'https://acme.example'])
  })
})
