import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { acme } from './acme.ts'
import { refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const proving = (clientSecret: string | string[]) =>
  acme({ clientSecret }, { extraHeaders: (token, secret) => ({ 'x-proof': `${token} by ${secret}` }) })
const answering = (clientSecret: string, answer: object) =>
  server()
    .post('/token', (body) => body.client_secret === clientSecret)
    .reply('error' in answer ? 400 : 200, answer)

describe('headers beside the token', () => {
  it('know whether the host is the provider itself, as it is for the identity', async () => {
    const provider = acme({}, { extraHeaders: (_, __, host) => ({ 'x-host': host }) })
    expect(provider.extraHeaders?.('t', 'allowed')).toEqual({ 'x-host': 'allowed' })
    nock('https://api.acme.example').get('/me').matchHeader('x-host', 'own').reply(200, { sub: '1' })
    const request = { accessToken: 't', raw: {}, params: {}, timeout: 5000 }
    expect(await provider.identify?.(request)).toEqual({ account: '1' })
  })

  it('are made of the token and the secret, for the identity too', async () => {
    const provider = proving('only-secret')
    expect(provider.extraHeaders?.('t', 'own')).toEqual({ 'x-proof': 't by only-secret' })
    nock('https://api.acme.example')
      .get('/me')
      .matchHeader('x-proof', 't by only-secret')
      .reply(200, { sub: '1' })
    const request = { accessToken: 't', raw: {}, params: {}, scopes: [], timeout: 5000 }
    expect(await provider.identify?.(request)).toEqual({ account: '1' })
  })

  it('are made of the secret that was accepted last, whichever of the list it is', async () => {
    const provider = proving(['old-secret', 'new-secret'])
    expect(provider.extraHeaders?.('t', 'own')).toEqual({ 'x-proof': 't by old-secret' })
    answering('old-secret', { error: 'invalid_client' })
    answering('new-secret', tokens)
    expect(await refresh(provider)).toMatchObject({ kind: 'issued' })
    expect(provider.extraHeaders?.('t', 'own')).toEqual({ 'x-proof': 't by new-secret' })
    // A refusal of the grant says nothing of the secret.
    answering('old-secret', { error: 'invalid_grant' })
    expect(await refresh(provider)).toMatchObject({ kind: 'refused' })
    expect(provider.extraHeaders?.('t', 'own')).toEqual({ 'x-proof': 't by new-secret' })
  })
})
