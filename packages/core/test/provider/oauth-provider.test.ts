import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import type { ProviderOptions } from '../../src/provider/definition.ts'
import { acme, options } from './acme.ts'
import { exchange, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

describe('authorizing', () => {
  it('sends the standard parameters', async () => {
    const provider = acme({ scopes: ['a', 'b'] })
    const { url, redirectUri, codeVerifier } = await provider.authorizationUrl({ state: 'the-state' })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin + pathname).toBe('https://id.acme.example/authorize')
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'acme-client',
      redirect_uri: 'https://app.example/callback',
      scope: 'a b',
      state: 'the-state',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
    expect(redirectUri).toBe('https://app.example/callback')
    expect((await provider.authorizationUrl({ state: 'the-state' })).codeVerifier).not.toBe(codeVerifier)
  })

  it('asks for the scopes of the request instead of the configured ones', async () => {
    const { url } = await acme({ scopes: ['a'] }).authorizationUrl({ state: 's', scopes: ['b'] })
    expect(new URL(url).searchParams.get('scope')).toBe('b')
  })

  it('uses a fixed verifier every time, in the exchange too', async () => {
    const provider = acme({}, { pkce: { codeVerifier: 'v'.repeat(43) } })
    expect((await provider.authorizationUrl({ state: 's' })).codeVerifier).toBe('v'.repeat(43))
    server()
      .post('/token', (body) => body.code_verifier === 'v'.repeat(43))
      .reply(200, tokens)
    await exchange(provider)
  })

  it('needs a redirect URI only here', async () => {
    const provider = acme({ redirectUri: undefined })
    await expect(provider.authorizationUrl({ state: 's' })).rejects.toThrow(
      /acme: option redirectUri is missing/,
    )
  })

  it('refuses scopes where there are none', async () => {
    expect(() => acme({ scopes: ['a'] }, { scopes: false })).toThrow(/option scopes is not used/)
    await expect(acme({}, { scopes: false }).authorizationUrl({ state: 's', scopes: ['a'] })).rejects.toThrow(
      ConfigurationError,
    )
  })

  it('reads what the browser brought, its texts made harmless', () => {
    const read = (query: string) => acme().readCallback(new URL(`https://app.example/callback${query}`))
    expect(read('?code=c&state=s')).toEqual({ code: 'c', state: 's' })
    expect(read('?error=access_denied&error_description=no%0Away&state=s')).toEqual({
      state: 's',
      error: 'access_denied',
      errorDescription: 'no way',
    })
    expect(read('?code=a&code=b&state=s')).toMatchObject({ error: 'invalid_callback', state: 's' })
    expect(read('?code=a&code=b&state=s')).not.toHaveProperty('code')
    expect(read('')).toEqual({})
  })
})

describe('a wrong option', () => {
  it.each<[string, object]>([
    ['id', { id: 'Acme' }],
    ['id', { id: '1acme' }],
    ['id', { id: 42 }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: undefined }],
    ['clientId', { clientId: 1234567890123456789n }],
    ['clientId', { clientId: 42 }],
    ['clientSecret', { clientSecret: undefined }],
    ['clientSecret', { clientSecret: [] }],
    ['clientSecret', { clientSecret: ['acme-secret', ''] }],
    ['clientSecret', { clientSecret: 'acme-secret\n' }],
    ['clientSecret', { clientSecret: 'acme–secret' }],
    ['redirectUri', { redirectUri: '/callback' }],
    ['redirectUri', { redirectUri: 'https://app.example/#x' }],
    ['baseUrl', { baseUrl: 'http://id.acme.example' }],
    ['pkce.codeVerifier', { pkce: { codeVerifier: 'short' } }],
  ])('is named: %s', (name, wrong) => {
    const { pkce, ...given } = wrong as ProviderOptions & { pkce?: { codeVerifier: string } }
    const make = () => acme(given, pkce && { pkce })
    expect(make).toThrow(ConfigurationError)
    expect(make).toThrow(new RegExp(`^Provider acme: option ${name.replace('.', '\\.')} `))
    expect(make).not.toThrow(/acme.secret/)
  })

  it('takes the help of the adapter into its message', () => {
    expect(() => acme({ clientId: '' }, { help: { clientId: 'It is on the card.' } })).toThrow(
      'Provider acme: option clientId is missing. It is on the card.',
    )
  })
})

describe('an adapter', () => {
  it('declares what it was given and nothing else', () => {
    const provider = acme({ id: 'acme-2' }, { accessTokenLifetime: 3600, refreshMargin: 60 })
    expect(JSON.parse(JSON.stringify(provider))).toEqual({
      id: 'acme-2',
      adapter: 'acme',
      clientId: 'acme-client',
      redirectUri: 'https://app.example/callback',
      scopes: [],
      refreshTokens: 'single-use',
      newAccessTokenRevokesOld: false,
      accessTokenLifetime: 3600,
      refreshMargin: 60,
      resourceHosts: ['https://api.acme.example'],
      origin: 'https://id.acme.example',
    })
    expect(inspect(provider, { depth: null })).not.toContain('acme-client-secret')
  })

  it('has a configuration that changes with client id, secret and endpoints only', () => {
    const base = acme().configuration
    expect(acme({ redirectUri: 'https://other.example/', scopes: ['x'] }).configuration).toBe(base)
    for (const change of [
      { clientId: 'b' },
      { clientSecret: 'other-secret' },
      { clientSecret: [String(options.clientSecret), 'b'] },
      { baseUrl: 'http://localhost:1' },
    ]) {
      expect(acme(change).configuration).not.toBe(base)
    }
  })
})
