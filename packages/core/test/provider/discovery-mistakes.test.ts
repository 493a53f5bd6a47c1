import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { discoverServer } from '../../src/index.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const oidc = '/.well-known/openid-configuration'
const oauth = '/.well-known/oauth-authorization-server'
const issuer = 'https://id.acme.example'
const failing = (of: string) =>
  discoverServer('acme', of, 5000).then(
    () => {
      throw new Error('it did not fail')
    },
    (error: Error) => error,
  )

describe('an issuer that is written wrong', () => {
  it.each([
    [`${issuer}/?tenant=7`, /issuer carries a \?query.* Remove it/],
    [`${issuer}${oidc}`, /is the address of a discovery document.* Give the part before \/\.well-known\//],
  ])('is not asked, and told how to write it: %s', async (of, said) => {
    const error = await failing(of)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option', provider: 'acme' })
    expect(error.message).toMatch(said)
  })

  it('is told that no document is there, when neither of the two is', async () => {
    nock(issuer).get(oidc).reply(404).get(oauth).reply(404)
    const error = await failing(issuer)
    expect(error).toMatchObject({ code: 'discovery_failed', cause: { code: 'http_404', status: 404 } })
    expect(error.message).toContain('leads to no discovery document at id.acme.example')
  })

  it('is told what the wrong document lacks rather than that the other one is missing', async () => {
    nock(issuer)
      .get(oidc)
      .reply(404)
      .get(oauth)
      .reply(200, { token_endpoint: `${issuer}/token` })
    expect(await failing(issuer)).toMatchObject({ cause: { code: 'no_metadata', status: 200 } })
  })

  it('is told to give the token endpoint where the document has none', async () => {
    nock(issuer)
      .get(oidc)
      .reply(200, { issuer, authorization_endpoint: `${issuer}/authorize` })
    const error = await failing(issuer)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option' })
    expect(error.message).toMatch(/without token_endpoint.* Give endpoints\.token\./)
  })
})

it('a server that nobody reaches may be asked again later', async () => {
  nock(issuer)
    .get(oidc)
    .replyWithError(Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' }))
  const error = await failing(issuer)
  expect(error).toMatchObject({
    name: 'ProviderUnavailableError',
    code: 'discovery_unavailable',
    retryable: true,
    cause: { code: 'EHOSTUNREACH', host: 'id.acme.example' },
  })
  expect(error.message).toContain('(EHOSTUNREACH)')
})

it('a server on this machine may speak plain http', async () => {
  const local = 'http://127.0.0.1:8080'
  nock(local)
    .get(oidc)
    .reply(200, { issuer: local, token_endpoint: `${local}/token` })
  expect(await discoverServer('acme', local, 5000)).toMatchObject({ endpoints: { token: `${local}/token` } })
})
