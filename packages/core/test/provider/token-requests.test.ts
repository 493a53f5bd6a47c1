import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { acme } from './acme.ts'
import { exchange, refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('what is sent', () => {
  it('is a standard refresh', async () => {
    server()
      .post('/token', {
        grant_type: 'refresh_token',
        refresh_token: 'acme-old-refresh-token',
        client_id: 'acme-client',
        client_secret: 'acme-client-secret',
      })
      .matchHeader('content-type', /^application\/x-www-form-urlencoded/)
      .reply(200, tokens)
    expect(await refresh()).toMatchObject({ kind: 'issued' })
  })

  it('is a standard exchange, with what belongs to the authorization', async () => {
    server()
      .post('/token', {
        grant_type: 'authorization_code',
        code: 'acme-code',
        redirect_uri: 'https://app.example/callback',
        code_verifier: 'the-verifier',
        client_id: 'acme-client',
        client_secret: 'acme-client-secret',
      })
      .reply(200, tokens)
    const more = { redirectUri: 'https://app.example/callback', codeVerifier: 'the-verifier' }
    expect(await exchange(acme(), more)).toMatchObject({ kind: 'issued' })
  })

  it('has the secret in a header for client_secret_basic, and no secret for a public client', async () => {
    server()
      .post('/token', (body) => !('client_secret' in body))
      .basicAuth({ user: 'acme%2Dclient', pass: 'acme%2Dclient%2Dsecret' })
      .reply(200, tokens)
    server()
      .post('/token', {
        grant_type: 'refresh_token',
        refresh_token: 'acme-old-refresh-token',
        client_id: 'acme-client',
      })
      .reply(200, tokens)
    await refresh(acme({}, { clientAuth: 'client_secret_basic' }))
    await refresh(acme({ clientSecret: undefined }, { clientAuth: 'none' }))
  })

  it('is JSON, with credentials in places of its own, where the definition says so', async () => {
    server()
      .post('/token', JSON.stringify({ refresh_token: 'acme-old-refresh-token' }))
      .matchHeader('x-secret-key', 'acme-client-secret')
      .matchHeader('content-type', 'application/json')
      .reply(200, { data: { ...tokens, expires_in: 3_600_000 } })
    const provider = acme(
      {},
      {
        requestBody: 'json',
        clientAuth({ clientSecret, headers, body }) {
          headers.set('x-secret-key', clientSecret)
          body.delete('grant_type')
        },
        dialect({ json }) {
          const data = json?.data as Record<string, unknown> | undefined
          return data && { ...data, expires_in: Number(data.expires_in) / 1000 }
        },
      },
    )
    expect(await refresh(provider)).toMatchObject({ kind: 'issued', grant: { expiresIn: 3600 } })
  })

  it('goes to the server where the account lives', async () => {
    const table: Record<string, string> = { eu: 'https://id.acme-eu.example/token' }
    const provider = acme(
      {},
      {
        endpointsFor: ({ params }) => {
          const token = table[params.location ?? '']
          return token === undefined ? {} : { token }
        },
      },
    )
    nock('https://id.acme-eu.example').post('/token').twice().reply(200, tokens)
    server().post('/token').twice().reply(200, tokens)
    await refresh(provider, { location: 'eu' })
    await exchange(provider, { params: { location: 'eu' } })
    await refresh(provider, { location: 'evil.example' })
    await exchange(provider)
  })

  it('asks user info at the server that the answer named, if the adapter knows it', async () => {
    nock('https://api.acme-eu.example').get('/me').reply(200, {})
    const provider = acme(
      {},
      {
        endpointsFor: ({ raw }) =>
          raw?.location === 'eu' ? { userInfo: 'https://api.acme-eu.example/me' } : {},
        identify: (_, { raw }) => ({
          kind: 'identified',
          account: 'u1',
          params: { location: String(raw.location) },
        }),
      },
    )
    const request = { accessToken: 'acme-access-token', raw: { location: 'eu' }, params: {}, timeout: 5000 }
    expect(await provider.identify?.(request)).toEqual({ account: 'u1', params: { location: 'eu' } })
  })

  it('carries the next secret of a list only when the one before was refused', async () => {
    const provider = acme({ clientSecret: ['acme-secret-old', 'acme-secret-new'] })
    const with_ = (secret: string) => server().post('/token', (body) => body.client_secret === secret)
    with_('acme-secret-old').reply(401, { error: 'invalid_client' })
    with_('acme-secret-new').reply(200, tokens)
    expect(await refresh(provider)).toMatchObject({ kind: 'issued' })
    with_('acme-secret-old').reply(401, { error: 'invalid_client' })
    with_('acme-secret-new').reply(401, { error: 'invalid_client' })
    const refused = await refresh(provider)
    expect(refused).toMatchObject({ kind: 'refused', refusal: 'client', code: 'invalid_client' })
    expect(refused).not.toHaveProperty('wrongSecret')
    with_('acme-secret-old').reply(400, { error: 'invalid_grant' })
    expect(await refresh(provider)).toMatchObject({ kind: 'refused', refusal: 'grant' })
  })

  it('asks user info once with the right header', async () => {
    nock('https://api.acme.example')
      .get('/me')
      .matchHeader('authorization', 'Bearer acme-access-token')
      .reply(200, { sub: 'u1' })
    nock('https://api.acme.example')
      .get('/me')
      .matchHeader('access_token', 'acme-access-token')
      .matchHeader('authorization', (value) => value === undefined)
      .reply(200, { sub: 'u1' })
    const request = { accessToken: 'acme-access-token', raw: {}, params: {}, timeout: 5000 }
    const own = acme({}, { header: (value) => ({ name: 'access_token', value }) })
    expect(await acme().identify?.(request)).toEqual({ account: 'u1' })
    expect(await own.identify?.(request)).toEqual({ account: 'u1' })
  })
})
