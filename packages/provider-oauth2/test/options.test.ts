import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { ConfigurationError } from '@oauth-tokens/core'
import { describe, expect, it } from 'vitest'
import { type OAuth2Options, oauth2 } from '../src/index.ts'
import { privateKeyPem } from './support/apps.ts'

const given: OAuth2Options = {
  id: 'acme',
  issuer: 'https://id.acme.example',
  clientId: 'the-app',
  clientSecret: 'the-secret-of-the-app',
}
const key = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
const publicPem = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString()
const x25519 = generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

describe('a wrong option', () => {
  it.each<[string, object]>([
    ['id', { id: undefined }],
    ['id', { id: 'Acme' }],
    ['issuer', { issuer: undefined }],
    ['issuer', { issuer: 'http://id.acme.example' }],
    ['issuer', { issuer: 'https://id.acme.example/?tenant=7' }],
    ['issuer', { issuer: 'https://id.acme.example/.well-known/openid-configuration' }],
    ['issuer', { issuer: 'id.acme.example' }],
    ['issuer', { issuer: undefined, endpoints: { authorization: 'https://id.acme.example/auth' } }],
    ['endpoints.token', { issuer: undefined, endpoints: { token: 'http://id.acme.example/token' } }],
    ['endpoints.tokens', { endpoints: { tokens: 'https://id.acme.example/token' } }],
    ['baseUrl', { baseUrl: 'https://id.acme.example' }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: 'the-secret\nof-the-app' }],
    ['clientSecret', { privateKey: privateKeyPem }],
    ['clientSecret', { clientSecret: undefined, clientAuth: 'client_secret_post' }],
    ['clientAuth', { clientAuth: 'tls_client_auth' }],
    ['clientAuth', { clientAuth: 'none' }],
    ['clientAuth', { clientAuth: 'client_secret_basic', privateKey: privateKeyPem }],
    ['privateKey', { clientAuth: 'private_key_jwt' }],
    ['privateKey', { clientSecret: undefined, privateKey: 'the-secret-of-the-app' }],
    ['privateKey', { clientSecret: undefined, privateKey: '{"kty":"RSA","d":"the-secret-of-the-app"}' }],
    ['privateKey', { clientSecret: undefined, privateKey: publicPem }],
    ['privateKey', { clientSecret: undefined, privateKey: x25519 }],
    ['privateKey', { clientSecret: undefined, privateKey: key(1024) }],
    ['authorizationParameters.state', { authorizationParameters: { state: 'mine' } }],
    ['authorizationParameters.code_challenge', { authorizationParameters: { code_challenge: 'mine' } }],
    ['refreshTokens', { refreshTokens: 'sometimes' }],
    ['accountClaim', { accountClaim: '' }],
    ['resourceHosts', { resourceHosts: ['http://api.acme.example'] }],
  ])('is named: %s', (name, wrong) => {
    const make = () => oauth2({ ...given, ...wrong } as OAuth2Options)
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(new RegExp(`^Provider (acme|oauth2): option ${name.replace('.', '\\.')} `))
    expect(make).not.toThrow(/secret-of-the-app|the-secret|MC|MI/)
  })
})

describe('an adapter', () => {
  it('asks nobody anything before it is used, and declares the safe side', () => {
    expect(JSON.parse(JSON.stringify(oauth2(given)))).toEqual({
      id: 'acme',
      adapter: 'oauth2',
      clientId: 'the-app',
      scopes: [],
      refreshTokens: 'single-use',
      newAccessTokenRevokesOld: false,
      resourceHosts: [],
      origin: 'https://id.acme.example',
      device: {},
    })
  })

  it('passes on what the user knows of the server', () => {
    const known = {
      refreshTokens: 'reusable',
      newAccessTokenRevokesOld: true,
      accessTokenLifetime: 600,
      refreshTokenLifetime: 86_400,
      refreshMargin: 30,
      refreshTokenExpiry: 'fixed',
      limits: { redemptions: 5, window: 60 },
      resourceHosts: ['https://api.acme.example'],
    } as const
    expect(oauth2({ ...given, ...known })).toMatchObject(known)
  })

  it('has no abilities that its endpoints do not allow', () => {
    const endpoints = { token: 'https://id.acme.example/token' }
    const bare = oauth2({ ...given, issuer: undefined, endpoints })
    expect(bare).not.toHaveProperty('revoke')
    expect(bare).not.toHaveProperty('device')
    expect(bare).not.toHaveProperty('identify')
    expect(bare).toHaveProperty('clientCredentials')
    const more = { ...endpoints, revocation: 'https://id.acme.example/revoke' }
    expect(oauth2({ ...given, issuer: undefined, endpoints: more })).toHaveProperty('revoke')
    expect(oauth2({ ...given, clientSecret: undefined })).not.toHaveProperty('clientCredentials')
  })

  it('shows nothing of its key', () => {
    const adapter = oauth2({ ...given, clientSecret: undefined, privateKey: privateKeyPem })
    const shown = inspect(adapter, { depth: null, showHidden: true }) + JSON.stringify(adapter)
    expect(shown).not.toContain(privateKeyPem.split('\n')[1])
  })

  it('has a configuration that changes with the key, its id and the issuer', () => {
    const keyed = { ...given, clientSecret: undefined, privateKey: privateKeyPem }
    const digests = [
      given,
      { ...given, clientSecret: 'another-secret' },
      { ...given, issuer: 'https://id.acme.example/2' },
      keyed,
      { ...keyed, keyId: 'two' },
      { ...keyed, privateKey: key(2048) },
    ].map((options) => oauth2(options).configuration)
    expect(new Set(digests).size).toBe(digests.length)
    expect(oauth2(keyed).configuration).toBe(digests[3])
  })
})
