import { describe, expect, it } from 'vitest'
import type { OAuthProviderDefinition } from '../../src/index.ts'
import { providerContract } from '../../src/testing/provider-contract.ts'
import { acme } from './acme.ts'
import { exchange, refresh, server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

const ownToken: Partial<OAuthProviderDefinition> = {
  clientCredentials: ({ scopes }) => ({ scope: scopes.join(' ') || undefined }),
  codesFrom: 'It gives tokens to the app itself.',
  refreshTokens: 'reusable',
  pkce: false,
}

providerContract(
  'a server that knows apps alone',
  {
    adapter: (options) => acme(options, ownToken),
    consentPage: false,
    recordings: {
      client: [
        {
          title: 'a token',
          answer: { body: { access_token: 'own-token', expires_in: 60 } },
          outcome: { kind: 'issued', grant: { accessToken: 'own-token', expiresIn: 60 } },
        },
        {
          title: 'a wrong secret',
          answer: { status: 401, body: { error: 'invalid_client' } },
          outcome: { kind: 'refused', refusal: 'client' },
        },
      ],
    },
  },
  { describe, it, expect },
)

describe('the contract', () => {
  const suite = (recordings: object) => () =>
    providerContract(
      'x',
      { adapter: acme, recordings },
      { describe: (_, run) => run(), it: () => {}, expect },
    )

  it('wants recordings of something', () => {
    expect(suite({})).toThrow(/no recordings/)
  })

  it('wants a good answer first', () => {
    const answer = { status: 400, body: { error: 'invalid_grant' } }
    const refused = { title: 'no', answer, outcome: { kind: 'refused' } }
    expect(suite({ client: [refused] })).toThrow(/first recording of client/)
  })
})

describe('a server with', () => {
  noNetwork()

  it('an address for each kind of grant is asked at the right one', async () => {
    const endpointsFor: OAuthProviderDefinition['endpointsFor'] = ({ purpose }) =>
      purpose === 'refresh' ? { token: 'https://id.acme.example/renew' } : {}
    const provider = acme({}, { endpointsFor })
    server()
      .post('/token', /grant_type=authorization_code/)
      .reply(200, tokens)
    expect(await exchange(provider)).toMatchObject({ kind: 'issued' })
    server()
      .post('/renew', /grant_type=refresh_token/)
      .reply(200, tokens)
    expect(await refresh(provider)).toMatchObject({ kind: 'issued' })
  })

  it('an answer that names the account is not asked again, and not guessed where it does not', async () => {
    const identityFrom: OAuthProviderDefinition['identityFrom'] = ({ raw }) =>
      raw.who ? { account: String(raw.who) } : 'ask'
    const different: object = { identify: undefined, identityFrom }
    const { identify } = acme({}, different)
    const ask = (raw: Record<string, unknown>) =>
      identify?.({ accessToken: 'the-token', raw, params: {}, timeout: 1000 })
    expect(await ask({ who: 'an' })).toEqual({ account: 'an' })
    await expect(ask({})).rejects.toMatchObject({ code: 'identity_unavailable', retryable: true })
  })
})
