import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { boundedFetch, discoverServer } from '../../src/index.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const oidc = '/.well-known/openid-configuration'
const oauth = '/.well-known/oauth-authorization-server'
const issuer = 'https://id.acme.example'
const document = { issuer, token_endpoint: `${issuer}/token` }
const discover = (of = issuer) => discoverServer('acme', of, 5000)

describe('what a server says of itself', () => {
  it('is read in our words, and its name kept letter for letter', async () => {
    nock(issuer)
      .get(oidc)
      .matchHeader('accept', 'application/json')
      .reply(200, {
        ...document,
        authorization_endpoint: `${issuer}/authorize`,
        revocation_endpoint: `${issuer}/revoke`,
        userinfo_endpoint: 'https://api.acme.example/me',
        device_authorization_endpoint: `${issuer}/device`,
        jwks_uri: `${issuer}/keys`,
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        authorization_response_iss_parameter_supported: true,
      })
    expect(await discover(`${issuer}/`)).toEqual({
      issuer,
      endpoints: {
        authorization: `${issuer}/authorize`,
        token: `${issuer}/token`,
        revocation: `${issuer}/revoke`,
        userInfo: 'https://api.acme.example/me',
        deviceAuthorization: `${issuer}/device`,
      },
      jwks: `${issuer}/keys`,
      clientAuthMethods: ['private_key_jwt'],
      issuerInCallback: true,
    })
  })

  it('is asked of a plain OAuth server in its own place (RFC 8414 section 3.1)', async () => {
    const of = `${issuer}/tenants/7/`
    nock(issuer).get(`/tenants/7${oidc}`).reply(404)
    nock(issuer)
      .get(`${oauth}/tenants/7`)
      .reply(200, { ...document, issuer: of })
    expect(await discover(of)).toEqual({
      issuer: of,
      endpoints: { token: `${issuer}/token` },
      issuerInCallback: false,
    })
  })

  it('must be about itself, whoever it is', async () => {
    const entra = 'https://login.microsoftonline.com'
    const template = `${entra}/{tenantid}/v2.0`
    nock(entra)
      .get(`/common/v2.0${oidc}`)
      .reply(200, { issuer: template, token_endpoint: `${entra}/common/oauth2/v2.0/token` })
    nock(entra).get(`${oauth}/common/v2.0`).reply(404)
    await expect(discover(`${entra}/common/v2.0`)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'discovery_failed',
      cause: { code: 'issuer_mismatch', host: 'login.microsoftonline.com' },
    })
  })

  it.each([
    [429, 'ProviderUnavailableError', 'http_429'],
    [500, 'ProviderUnavailableError', 'http_500'],
    [403, 'ConfigurationError', 'http_403'],
    [204, 'ConfigurationError', 'http_204'],
    [301, 'ConfigurationError', 'http_301'],
  ])('is not learned from HTTP %i', async (status, name, code) => {
    nock(issuer).get(oidc).reply(status, '', { location: 'https://evil.example' })
    if (name === 'ConfigurationError') nock(issuer).get(oauth).reply(404)
    await expect(discover()).rejects.toMatchObject({ name, cause: { code } })
  })

  it.each([
    ['no JSON', '{"issuer":'],
    ['no object', '[]'],
    ['no issuer', { token_endpoint: `${issuer}/token` }],
    ['an issuer that is no name', { ...document, issuer: 7 }],
  ])('is not learned from %s', async (_, body) => {
    nock(issuer)
      .get(oidc)
      .reply(200, typeof body === 'string' ? body : JSON.stringify(body), {
        'content-type': 'application/json',
      })
    nock(issuer).get(oauth).reply(404)
    await expect(discover()).rejects.toMatchObject({ cause: { code: 'no_metadata' } })
  })

  it.each(['token_endpoint', 'jwks_uri', 'revocation_endpoint'])(
    'may not send anybody elsewhere in the clear: %s',
    async (name) => {
      for (const address of ['http://id.acme.example/x', 'javascript:0', 7, null]) {
        nock(issuer)
          .get(oidc)
          .reply(200, { ...document, [name]: address })
        await expect(discover()).rejects.toMatchObject({ name: 'ConfigurationError', code: 'invalid_option' })
      }
    },
  )
})

describe('a bounded fetch', () => {
  it('follows no redirect, takes any status, and keeps its time', async () => {
    nock(issuer).get('/a').matchHeader('x-asked', 'yes').reply(302, 'moved', { location: '/b' })
    nock(issuer).get('/c').reply(204)
    nock(issuer).get('/d').delay(300).reply(200, '{}')
    const fetch = boundedFetch(100)
    const moved = await fetch(`${issuer}/a`, { headers: new Headers({ 'x-asked': 'yes' }) })
    expect([moved.status, moved.headers.get('location'), await moved.text()]).toEqual([302, '/b', 'moved'])
    expect((await fetch(`${issuer}/c`)).status).toBe(204)
    await expect(fetch(`${issuer}/d`)).rejects.toThrow()
  })
})
