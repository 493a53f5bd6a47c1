import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import type { OAuthProviderDefinition } from '../../src/provider/definition.ts'
import type { Purpose } from '../../src/provider/dialect.ts'
import { asJson } from '../support/as-json.ts'
import { acme } from './acme.ts'
import { refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('client credentials', () => {
  const clientCredentials: OAuthProviderDefinition['clientCredentials'] = ({ account, scopes, params }) => ({
    scope: scopes.join(' '),
    account,
    place: params.place,
    left_out: undefined,
  })

  it('are asked for with what the definition says', async () => {
    server()
      .post('/token', {
        grant_type: 'client_credentials',
        client_id: 'acme-client',
        client_secret: 'acme-client-secret',
        scope: 'a b',
        account: 'the-app',
        place: 'eu',
      })
      .reply(200, { access_token: 'acme-own-token', expires_in: 60 })
    const adapter = acme({}, { clientCredentials })
    const request = { account: 'the-app', scopes: ['a', 'b'], params: { place: 'eu' }, timeout: 5000 }
    expect(await adapter.clientCredentials?.(request)).toMatchObject({
      kind: 'issued',
      grant: { accessToken: 'acme-own-token', expiresIn: 60 },
    })
    expect(acme()).not.toHaveProperty('clientCredentials')
  })

  it('that are refused tell of a setting or of this grant', async () => {
    const adapter = acme({}, { clientCredentials })
    const request = { account: 'the-app', scopes: [], params: {}, timeout: 5000 }
    server().post('/token').reply(400, { error: 'unauthorized_client' })
    expect(await adapter.clientCredentials?.(request)).toMatchObject({ kind: 'refused', refusal: 'client' })
    server().post('/token').reply(400, { error: 'invalid_grant' })
    expect(asJson(await adapter.clientCredentials?.(request))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('client credentials'),
    })
  })
})

describe('further token parameters', () => {
  it('are told for what they are, and never replace the standard ones', async () => {
    const asked: Purpose[] = []
    const tokenParameters = (purpose: Purpose) => {
      asked.push(purpose)
      return { resource: 'https://api.acme.example', refresh_token: 'another-one' }
    }
    server()
      .post('/token', (body) => {
        return body.resource === 'https://api.acme.example' && body.refresh_token === 'acme-old-refresh-token'
      })
      .reply(200, tokens)
    expect(await refresh(acme({}, { tokenParameters }))).toMatchObject({ kind: 'issued' })
    expect(asked).toEqual(['refresh'])
  })
})

describe('a nonce', () => {
  it('goes to the consent page, and is handed out to be checked', async () => {
    const { url, nonce } = await acme({}, { nonce: true }).authorizationUrl({ state: 's' })
    expect(nonce).toMatch(/^[\w-]{43}$/)
    expect(new URL(url).searchParams.get('nonce')).toBe(nonce)
    expect(await acme().authorizationUrl({ state: 's' })).not.toHaveProperty('nonce')
  })

  it('that the adapter leaves out is not waited for', async () => {
    const authorizationParameters = ({ nonce: _, ...others }: Readonly<Record<string, string>>) => others
    const start = await acme({}, { nonce: true, authorizationParameters }).authorizationUrl({ state: 's' })
    expect(start).not.toHaveProperty('nonce')
    expect(start.url).not.toContain('nonce')
  })
})

describe('a revocation', () => {
  const endpoints = { revocation: 'https://id.acme.example/revoke' }
  const revoke = (request = {}, adapter = acme({ endpoints }, { revocation: 'standard' })) =>
    adapter.revoke?.({ accessToken: 'acme-access-token', params: {}, timeout: 5000, ...request })
  const refreshToken = 'acme-old-refresh-token'

  it('sends the refresh token, or the access token where there is none', async () => {
    const credentials = { client_id: 'acme-client', client_secret: 'acme-client-secret' }
    server()
      .post('/revoke', { ...credentials, token: refreshToken, token_type_hint: 'refresh_token' })
      .reply(200)
    server()
      .post('/revoke', { ...credentials, token: 'acme-access-token', token_type_hint: 'access_token' })
      .reply(204)
    expect(await revoke({ refreshToken })).toEqual({ kind: 'revoked' })
    expect(await revoke()).toEqual({ kind: 'revoked' })
  })

  it.each([
    [
      'a token of another app',
      400,
      { error: 'invalid_request' },
      { kind: 'refused', code: 'invalid_request' },
    ],
    ['a kind of token that is not revoked', 400, { error: 'unsupported_token_type' }, { kind: 'refused' }],
    ['a refused app', 401, { error: 'invalid_client' }, { kind: 'refused', code: 'invalid_client' }],
    ['too many requests', 429, {}, { kind: 'throttled', code: 'http_429' }],
    ['a failing server', 503, {}, { kind: 'unknown', cause: { code: 'http_503' } }],
    ['a gateway that borrows words', 502, { error: 'invalid_client' }, { kind: 'unknown' }],
    ['a redirect', 307, {}, { kind: 'unknown' }],
  ])('is not done after %s', async (_, status, body, outcome) => {
    const description = { error_description: `not ${refreshToken}` }
    server()
      .post('/revoke')
      .reply(status, { ...body, ...description })
    const got = await revoke({ refreshToken })
    expect(got).toMatchObject(outcome)
    expect(JSON.stringify(got)).not.toContain(refreshToken)
    expect(got).not.toHaveProperty('wrongSecret')
  })

  it('tries the next secret when one is refused', async () => {
    const clientSecret = ['acme-secret-old', 'acme-secret-new']
    const with_ = (secret: string) => server().post('/revoke', (body) => body.client_secret === secret)
    with_('acme-secret-old').reply(401, { error: 'invalid_client' })
    with_('acme-secret-new').reply(200)
    const adapter = acme({ endpoints, clientSecret }, { revocation: 'standard' })
    expect(await revoke({}, adapter)).toEqual({ kind: 'revoked' })
  })
})

describe('a client that signs', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' })
  const clientAuth = {
    privateKey: () => webcrypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign']),
    keyId: 'the-key',
    fingerprint: 'one',
  }
  const signing = (more = {}) => acme({ clientSecret: undefined }, { clientAuth: { ...clientAuth, ...more } })

  it('needs no secret, and signs for the token endpoint or whom the definition names', async () => {
    const assertions: string[] = []
    server()
      .post('/token', ({ client_assertion: assertion, ...body }) => {
        assertions.push(assertion)
        return !('client_secret' in body) && body.client_id === 'acme-client'
      })
      .twice()
      .reply(200, tokens)
    expect(await refresh(signing())).toMatchObject({ kind: 'issued' })
    expect(await refresh(signing({ audience: 'https://id.acme.example' }))).toMatchObject({ kind: 'issued' })
    const unique = [...new Set(assertions)]
    expect(unique.map((one) => decodeJwt(one).aud)).toEqual([
      'https://id.acme.example/token',
      'https://id.acme.example',
    ])
    expect(decodeProtectedHeader(unique[0] ?? '')).toEqual({ alg: 'ES256', kid: 'the-key' })
  })

  it('names an Ed25519 key as servers know it that are older than RFC 9864, and needs no key id', async () => {
    const pair = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
    const own = () => webcrypto.subtle.importKey('pkcs8', pair, 'Ed25519', false, ['sign'])
    let assertion = ''
    server()
      .post('/token', (body) => {
        assertion = body.client_assertion
        return true
      })
      .reply(200, tokens)
    expect(await refresh(signing({ privateKey: own, keyId: undefined }))).toMatchObject({ kind: 'issued' })
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'EdDSA' })
  })

  it('sends nothing when its key cannot be had', async () => {
    const adapter = signing({ privateKey: () => Promise.reject(new Error('the vault is closed')) })
    expect(await refresh(adapter)).toMatchObject({ kind: 'not-sent' })
  })

  it('has another configuration with another key', () => {
    expect(signing().configuration).toBe(signing().configuration)
    expect(signing({ fingerprint: 'two' }).configuration).not.toBe(signing().configuration)
  })
})
