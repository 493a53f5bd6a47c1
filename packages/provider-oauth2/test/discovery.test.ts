import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { oauth2 } from '../src/index.ts'
import { type Answer, type Documents, serveDocuments, status } from './support/documents.ts'

const oidc = '/.well-known/openid-configuration'
const oauth = '/.well-known/oauth-authorization-server'
const tokens = { access_token: 'an-access-token', refresh_token: 'a-refresh-token', token_type: 'Bearer' }

let server: Documents

beforeEach(async () => {
  server = await serveDocuments()
  server.answers['/token'] = tokens
})
afterEach(() => server.close())

const provider = (more: object = {}) =>
  oauth2({
    id: 'acme',
    issuer: server.origin,
    clientId: 'the-app',
    clientSecret: 'the-secret-of-the-app',
    redirectUri: 'https://app.example/callback',
    ...more,
  })
const metadata = (more: object = {}) => ({
  issuer: server.origin,
  authorization_endpoint: `${server.origin}/authorize`,
  token_endpoint: `${server.origin}/token`,
  ...more,
})
const refresh = (adapter = provider(), timeout = 5000) =>
  adapter.refresh({ refreshToken: 'the-refresh-token', params: {}, timeout })

describe('discovery', () => {
  it('finds an OpenID provider, and a plain OAuth server where there is none', async () => {
    server.answers[oidc] = metadata()
    expect(await refresh()).toMatchObject({ kind: 'issued' })
    expect(server.requests).toEqual([oidc, '/token'])
    server.requests.length = 0
    server.answers = { [oauth]: metadata(), '/token': tokens }
    expect(await refresh()).toMatchObject({ kind: 'issued' })
    expect(server.requests).toEqual([oidc, oauth, '/token'])
  })

  it('appends to the path of an issuer for OpenID, and inserts before it for OAuth', async () => {
    const issuer = `${server.origin}/tenants/7`
    server.answers[`${oauth}/tenants/7`] = metadata({ issuer })
    expect(await refresh(provider({ issuer }))).toMatchObject({ kind: 'issued' })
    expect(server.requests).toEqual([`/tenants/7${oidc}`, `${oauth}/tenants/7`, '/token'])
  })

  it('happens at the first use, once for all who wait, and not again', async () => {
    server.answers[oidc] = metadata()
    const adapter = provider()
    expect(server.requests).toEqual([])
    await Promise.all([refresh(adapter), refresh(adapter), adapter.authorizationUrl({ state: 's' })])
    await refresh(adapter)
    expect(server.requests.filter((path) => path === oidc)).toEqual([oidc])
  })

  it('is tried again after a failure', async () => {
    const adapter = provider()
    expect(await refresh(adapter)).toMatchObject({ kind: 'not-sent' })
    server.answers[oidc] = metadata()
    expect(await refresh(adapter)).toMatchObject({ kind: 'issued' })
  })

  it('gives way to endpoints that the options name', async () => {
    server.answers[oidc] = metadata({ token_endpoint: 'https://elsewhere.example/token' })
    const adapter = provider({ endpoints: { token: `${server.origin}/token` } })
    expect(await refresh(adapter)).toMatchObject({ kind: 'issued' })
  })

  it('tells how the server wants apps to authenticate', async () => {
    const methods = (...told: string[]) => ({ token_endpoint_auth_methods_supported: told })
    server.answers[oidc] = metadata(methods('private_key_jwt', 'client_secret_post'))
    await refresh()
    expect(server.bodies[0]?.get('client_secret')).toBe('the-secret-of-the-app')
    server.answers[oidc] = metadata(methods('client_secret_post', 'client_secret_basic'))
    await refresh()
    expect(server.bodies[1]?.get('client_secret')).toBe(null)
    server.answers[oidc] = metadata(methods('tls_client_auth'))
    await expect(provider().authorizationUrl({ state: 's' })).rejects.toThrow(/clientSecret.*Set clientAuth/)
  })
})

describe('a discovery that fails', () => {
  const wrong: [string, string, () => Record<string, Answer>, string, RegExp][] = [
    [
      'nothing is there',
      'ConfigurationError',
      () => ({}),
      'http_404',
      /option issuer leads to no discovery document/,
    ],
    [
      'the document names another issuer',
      'ConfigurationError',
      () => ({ [oidc]: metadata({ issuer: 'https://evil.example' }) }),
      'issuer_mismatch',
      /another issuer: https:\/\/evil\.example/,
    ],
    [
      'it is a page for people',
      'ConfigurationError',
      () => ({ [oidc]: '<html>welcome' }),
      'no_metadata',
      /openid-configuration: no_metadata/,
    ],
    [
      'it is elsewhere',
      'ConfigurationError',
      () => ({ [oidc]: status(302, { location: 'https://evil.example/' }) }),
      'http_302',
      /http_302/,
    ],
    [
      'the server fails',
      'ProviderUnavailableError',
      () => ({ [oidc]: status(503), [oauth]: metadata() }),
      'http_503',
      /try again later/,
    ],
    [
      'it sends secrets in the clear',
      'ConfigurationError',
      () => ({ [oidc]: metadata({ token_endpoint: 'http://id.acme.example/token' }) }),
      'invalid_option',
      /token_endpoint, is plain http to id\.acme\.example/,
    ],
    [
      'it sends people elsewhere in the clear',
      'ConfigurationError',
      () => ({ [oidc]: metadata({ authorization_endpoint: 'http://id.acme.example/auth' }) }),
      'invalid_option',
      /authorization_endpoint, is plain http/,
    ],
    [
      'it has no token endpoint',
      'ConfigurationError',
      () => ({ [oidc]: metadata({ token_endpoint: undefined }) }),
      'invalid_option',
      /without token_endpoint/,
    ],
  ]
  it.each(wrong)(
    'because %s: a %s at a login, and nothing sent at a refresh',
    async (_, name, answers, code, text) => {
      server.answers = { ...answers(), '/token': tokens }
      const login = provider().authorizationUrl({ state: 's' })
      await expect(login).rejects.toMatchObject({
        name,
        provider: 'acme',
        message: expect.stringMatching(text),
      })
      expect(await refresh()).toMatchObject({ kind: 'not-sent', cause: { code } })
      expect(server.requests).not.toContain('/token')
    },
  )

  it('because nobody listens, or nobody answers, is of the network', async () => {
    server.answers[oidc] = () => {}
    expect(await refresh(provider(), 200)).toMatchObject({ kind: 'not-sent', cause: { code: 'timeout' } })
    const closed = provider({ issuer: 'http://127.0.0.1:9' })
    await expect(closed.authorizationUrl({ state: 's' })).rejects.toMatchObject({
      name: 'ProviderUnavailableError',
      retryable: true,
    })
    expect(await refresh(closed)).toMatchObject({ kind: 'not-sent', cause: { code: 'ECONNREFUSED' } })
  })

  it('that took too long is not followed by a call that would have no time for its answer', async () => {
    server.answers[oidc] = (response) => {
      const body = JSON.stringify(metadata())
      setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), 300)
    }
    const adapter = provider()
    const [login, refreshed] = await Promise.all([
      adapter.authorizationUrl({ state: 's' }),
      refresh(adapter, 400),
    ])
    expect(login.url).toContain('/authorize')
    expect(refreshed).toMatchObject({ kind: 'not-sent', cause: { code: 'timeout' } })
    expect(server.requests).not.toContain('/token')
  })

  it('says of a device login, a revocation and client credentials the same', async () => {
    const adapter = provider()
    const asked = { params: {}, timeout: 1000 }
    await expect(adapter.device?.start({ timeout: 1000 })).rejects.toMatchObject({ code: 'discovery_failed' })
    const outcomes = await Promise.all([
      adapter.device?.poll({ ...asked, deviceCode: 'a-device-code' }),
      adapter.revoke?.({ ...asked, accessToken: 'an-access-token' }),
      adapter.clientCredentials?.({ ...asked, account: 'the-app', scopes: [] }),
      adapter.exchange({ code: 'the-code', timeout: 1000 }),
    ])
    expect(outcomes.map((outcome) => outcome?.kind)).toEqual(Array(4).fill('not-sent'))
  })

  it('does not come from abilities that the server lacks: those are named', async () => {
    server.answers[oidc] = metadata()
    const adapter = provider()
    await expect(adapter.device?.start({ timeout: 1000 })).rejects.toThrow(/deviceAuthorization is missing/)
    const revoked = await adapter.revoke?.({ accessToken: 'an-access-token', params: {}, timeout: 1000 })
    expect(revoked).toMatchObject({ kind: 'refused', code: 'no_endpoint' })
    const identity = adapter.identify?.({ accessToken: 'a', raw: {}, params: {}, timeout: 1000 })
    expect(await identity).toBe(undefined)
  })
})
