import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { oauth2 } from '../src/index.ts'
import { type Documents, serveDocuments, status } from './support/documents.ts'

const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const next = generateKeyPairSync('rsa', { modulusLength: 2048 })

let server: Documents

beforeAll(async () => {
  server = await serveDocuments()
})
afterAll(() => server.close())
beforeEach(() => {
  const { origin } = server
  server.answers = {
    '/.well-known/openid-configuration': {
      issuer: origin,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
    },
    '/keys': { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one' }] },
  }
})

const now = () => Math.floor(Date.now() / 1000)
const good = () => ({
  iss: server.origin,
  aud: 'the-app',
  sub: 'user-1',
  nonce: 'the-nonce',
  email: 'user-1@example.org',
  iat: now(),
  exp: now() + 600,
})
const sign = (claims: object, key: KeyObject = own.privateKey, header = { alg: 'ES256', kid: 'one' }) =>
  new SignJWT({ ...claims }).setProtectedHeader(header).sign(key)

const provider = (more: object = {}) =>
  oauth2({ id: 'acme', issuer: server.origin, clientId: 'the-app', ...more })
const identify = (idToken: string | undefined, adapter = provider()) =>
  Promise.resolve(
    adapter.identify?.({
      accessToken: 'the-access-token',
      ...(idToken !== undefined && { idToken }),
      nonce: 'the-nonce',
      raw: {},
      params: {},
      timeout: 5000,
    }),
  )

describe('an id_token', () => {
  it('tells the account and a name for it', async () => {
    const told = { account: 'user-1', label: 'user-1@example.org' }
    expect(await identify(await sign(good()))).toEqual(told)
    const { email: _, ...plain } = good()
    expect(await identify(await sign({ ...plain, name: 'User One' }))).toEqual({ ...told, label: 'User One' })
    const several = { aud: ['the-app', 'the-api'], azp: 'the-app' }
    expect(await identify(await sign({ ...good(), ...several }))).toEqual(told)
  })

  it('forgives clocks that differ by minutes', async () => {
    const late = { ...good(), iat: now() - 800, exp: now() - 200 }
    expect(await identify(await sign(late))).toMatchObject({ account: 'user-1' })
  })

  const forged: [string, () => Promise<string>, string][] = [
    ['of another key', () => sign(good(), foreign.privateKey), 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['of another issuer', () => sign({ ...good(), iss: 'https://evil.example' }), 'iss'],
    ['for another app', () => sign({ ...good(), aud: 'another-app' }), 'aud'],
    ['for several apps, made for none of them', () => sign({ ...good(), aud: ['the-app', 'b'] }), 'azp'],
    ['for several apps, made for another', () => sign({ ...good(), aud: ['the-app', 'b'], azp: 'b' }), 'azp'],
    ['of another login', () => sign({ ...good(), nonce: 'another-nonce' }), 'nonce'],
    ['of no login', () => sign({ ...good(), nonce: undefined }), 'nonce'],
    ['that expired long ago', () => sign({ ...good(), exp: now() - 400 }), 'exp'],
    ['that never expires', () => sign({ ...good(), exp: undefined }), 'exp'],
    ['about nobody', () => sign({ ...good(), sub: undefined }), 'sub'],
    [
      'signed with a shared secret',
      () =>
        sign(good(), Buffer.from('the-secret-of-the-app-0123456789') as never, { alg: 'HS256', kid: 'one' }),
      'ERR_JOSE_ALG_NOT_ALLOWED',
    ],
    [
      'signed by nobody',
      async () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await sign(good())).split('.')[1]}.`,
      'ERR_JOSE_ALG_NOT_ALLOWED',
    ],
    ['that is none', async () => 'not-an-id-token', 'ERR_JWS_INVALID'],
  ]
  it.each(forged)('%s is not trusted', async (_, make, code) => {
    const idToken = await make()
    const error = await identify(idToken).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      name: 'AuthorizationError',
      code: 'id_token_invalid',
      cause: { name: 'IdToken', code },
    })
    expect(JSON.stringify(error) + String(error)).not.toContain(idToken)
  })

  it('of a key that the server has only just made is checked with it', async () => {
    const adapter = provider()
    await identify(await sign(good()), adapter)
    const jwk = { ...next.publicKey.export({ format: 'jwk' }), kid: 'two' }
    server.answers['/keys'] = { keys: [jwk] }
    await new Promise((resolve) => setTimeout(resolve, 1_050))
    const idToken = await sign(good(), next.privateKey, { alg: 'RS256', kid: 'two' })
    expect(await identify(idToken, adapter)).toMatchObject({ account: 'user-1' })
  })

  it('stays unchecked while the keys cannot be had, and that is worth another try', async () => {
    for (const answer of [status(503), '<html>', { keys: 'none' }]) {
      server.answers['/keys'] = answer
      await expect(identify(await sign(good()))).rejects.toMatchObject({
        name: 'ProviderUnavailableError',
        code: 'identity_unavailable',
        retryable: true,
      })
    }
  })
})

describe('the user info', () => {
  const withUserInfo = (answer: object) => {
    const document = server.answers['/.well-known/openid-configuration'] as object
    server.answers['/.well-known/openid-configuration'] = {
      ...document,
      userinfo_endpoint: `${server.origin}/me`,
    }
    server.answers['/me'] = answer
  }

  it('gives a name where the id_token has none, and is not needed for it', async () => {
    const { email: _, ...plain } = good()
    withUserInfo({ sub: 'user-1', email: 'from-user-info@example.org' })
    const idToken = await sign(plain)
    expect(await identify(idToken)).toEqual({ account: 'user-1', label: 'from-user-info@example.org' })
    withUserInfo({ sub: 'somebody-else', email: 'wrong@example.org' })
    expect(await identify(idToken)).toEqual({ account: 'user-1' })
    withUserInfo(status(500))
    expect(await identify(idToken)).toEqual({ account: 'user-1' })
  })

  it('tells the account where there is no id_token, or no such claim in it', async () => {
    withUserInfo({ sub: 'user-1', number: 42 })
    expect(await identify(undefined)).toEqual({ account: 'user-1' })
    expect(await identify(await sign(good()), provider({ accountClaim: 'number' }))).toEqual({
      account: '42',
    })
  })

  it('about somebody else than the id_token is refused', async () => {
    withUserInfo({ sub: 'somebody-else', number: 42 })
    const asked = identify(await sign(good()), provider({ accountClaim: 'number' }))
    await expect(asked).rejects.toMatchObject({ name: 'AuthorizationError', code: 'access_token_refused' })
  })

  it('without the claim says which option to change', async () => {
    withUserInfo({ name: 'nobody' })
    await expect(identify(undefined)).rejects.toThrow(/has no sub: set accountClaim/)
  })
})
