import { describe, expect, it } from 'vitest'
import type { OAuthProviderDefinition, TokenAnswer } from '../../src/index.ts'
import { acme } from './acme.ts'
import { exchange, refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

/** A provider with servers in two places, the second with a secret of its own. */
const twoPlaces: Partial<OAuthProviderDefinition> = {
  endpointsFor: ({ params }) =>
    params.place === 'far' ? { token: 'https://id.acme.example/far/token' } : {},
  ownSecrets: {
    byServer: { far: ['old-far-secret', 'far-secret'] },
    serverOf: ({ params }) => params.place ?? '',
  },
}

describe('an account on a server of its own', () => {
  it('is refreshed there with the secret of that server, a list tried in order', async () => {
    const provider = acme({}, twoPlaces)
    server()
      .post('/token', /client_secret=acme-client-secret/)
      .reply(200, tokens)
    expect(await refresh(provider)).toMatchObject({ kind: 'issued' })
    server()
      .post('/far/token', /client_secret=old-far-secret/)
      .reply(401, { error: 'invalid_client' })
    server()
      .post('/far/token', /client_secret=far-secret/)
      .reply(200, tokens)
    expect(await refresh(provider, { place: 'far' })).toMatchObject({ kind: 'issued' })
  })

  it('shows the secret of no server, and its digest changes with each', async () => {
    const provider = acme({}, twoPlaces)
    server().post('/token').reply(400, { error: 'invalid_grant', error_description: 'far-secret?' })
    const outcome = await refresh(provider)
    expect(JSON.stringify([provider, outcome])).not.toContain('far-secret')
    const other = { byServer: { far: 'another' }, serverOf: () => 'far' }
    expect(provider.configuration === acme({}, { ...twoPlaces, ownSecrets: other }).configuration).toBe(false)
  })

  it('cannot have an empty secret', () => {
    const ownSecrets = { byServer: { far: '' }, serverOf: () => 'far' }
    expect(() => acme({}, { ownSecrets })).toThrow(/clientSecrets\.far is missing/)
  })

  it('is told to whoever reads the answer', async () => {
    const seen: TokenAnswer['params'][] = []
    const dialect = ({ json, params }: TokenAnswer) => {
      seen.push(params)
      return json
    }
    const provider = acme({}, { ...twoPlaces, dialect })
    server().post('/far/token').reply(200, tokens)
    server().post('/token').reply(200, tokens)
    await exchange(provider, { params: { place: 'far' } })
    await refresh(provider)
    expect(seen).toEqual([{ place: 'far' }, {}])
  })
})

describe('a throttle', () => {
  it('lasts as long as the adapter knows where the answer does not tell', async () => {
    const errors = () => ({ kind: 'throttled', scope: 'client', retryAfter: 600 }) as const
    server().post('/token').reply(400, { error: 'slow' })
    server().post('/token').reply(400, { error: 'slow' }, { 'retry-after': '30' })
    expect(await refresh(acme({}, { errors }))).toMatchObject({ kind: 'throttled', retryAfter: 600 })
    expect(await refresh(acme({}, { errors }))).toMatchObject({ kind: 'throttled', retryAfter: 30 })
  })

  it('is one of a revocation too, in the words of the adapter', async () => {
    const errors = (code: string) => (code === 'slow' ? ({ kind: 'throttled' } as const) : undefined)
    const provider = acme(
      { endpoints: { revocation: 'https://id.acme.example/revoke' } },
      { errors, revocation: 'standard' },
    )
    server().post('/revoke').reply(400, { error: 'slow' })
    const request = { accessToken: 'acme-access', params: {}, timeout: 5000 }
    expect(await provider.revoke?.(request)).toMatchObject({ kind: 'throttled', code: 'slow' })
  })
})

describe('whose a token is', () => {
  const request = { accessToken: 'acme-access', raw: {}, params: {}, timeout: 5000 }

  it('may be known from what came with it, and then nobody is asked', async () => {
    const identityFrom = ({ idToken, scopes = [] }: { idToken?: string; scopes?: readonly string[] }) => {
      if (idToken !== undefined) return { account: idToken }
      return scopes.includes('profile') ? ('ask' as const) : ('untold' as const)
    }
    const { identify } = acme({}, { identityFrom })
    expect(await identify?.({ ...request, idToken: 'account-7' })).toEqual({ account: 'account-7' })
    expect(await identify?.({ ...request, scopes: ['mail'] })).toBe(undefined)
  })

  it('may be untold by the endpoint that is asked', async () => {
    const { identify } = acme(
      { endpoints: { userInfo: 'https://id.acme.example/me' } },
      { identify: () => ({ kind: 'untold' }) },
    )
    server().get('/me').reply(403, {})
    expect(await identify?.(request)).toBe(undefined)
  })
})
