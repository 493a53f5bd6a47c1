import { describe, expect, it } from 'vitest'
import type { DeviceDialect, OAuthProviderDefinition } from '../../src/provider/definition.ts'
import { acme } from './acme.ts'
import { server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

/** A server that has device logins of its own making, with other words for everything. */
const dialect: DeviceDialect = {
  startBody: ({ scope }) => ({ kind: 'tv', ...(scope && { rights: scope }) }),
  readStart: ({ json }) =>
    json?.ok === true
      ? { device_code: json.dc, user_code: json.uc, verification_uri: 'https://acme.example/tv', interval: 3 }
      : { error: json?.why },
  pollBody: (deviceCode) => ({ kind: 'tv', dc: deviceCode }),
  pending: ({ json }) => (json?.wait === true ? { interval: 9, params: { region: 'eu' } } : undefined),
}

function provider(own: Partial<DeviceDialect> = {}, different: Partial<OAuthProviderDefinition> = {}) {
  const endpoints = { deviceAuthorization: 'https://id.acme.example/tv' }
  return acme({ endpoints }, { device: { ...dialect, ...own }, ...different }).device
}
const client = { client_id: 'acme-client', client_secret: 'acme-client-secret' }
const start = (scopes?: string[], device = provider()) =>
  device?.start({ ...(scopes && { scopes }), timeout: 5000 })
const poll = (device = provider(), params = {}) =>
  device?.poll({ deviceCode: 'the-code', params, timeout: 5000 })

describe('a device login in words of the provider', () => {
  it.each([
    [['a', 'b'], { rights: 'a b' }],
    [undefined, {}],
  ])('asks for a code with scopes %j', async (scopes, rights) => {
    server()
      .post('/tv', { ...client, kind: 'tv', ...rights })
      .reply(200, { ok: true, dc: 'the-code', uc: 'AB-CD' })
    expect(await start(scopes)).toMatchObject({
      deviceCode: 'the-code',
      userCode: 'AB-CD',
      verificationUrl: 'https://acme.example/tv',
      interval: 3,
    })
  })

  it('says what the app must be allowed, where the server refuses it in standard words', async () => {
    server().post('/tv').reply(400, { ok: false, why: 'unsupported_grant_type' })
    const error = await start()?.catch((thrown: Error) => thrown)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'unsupported_grant_type' })
    expect(String(error)).toContain('gave no device code (unsupported_grant_type)')
  })

  it('polls in its own words, waits as long as it is told, and takes what it is told along', async () => {
    const asked = { ...client, kind: 'tv', dc: 'the-code' }
    server().post('/token', asked).reply(200, { wait: true })
    expect(await poll()).toEqual({ kind: 'pending', interval: 9, params: { region: 'eu' } })
    server().post('/token', asked).reply(200, tokens)
    expect(await poll()).toMatchObject({ kind: 'issued', grant: { accessToken: tokens.access_token } })
  })

  it('polls where the start said that the account lives', async () => {
    const pollEndpoint = ({ params }: { params: Record<string, string> }) =>
      `https://id.acme.example/${params.region}/poll`
    server().post('/eu/poll').reply(200, { wait: true })
    expect(await poll(provider({ pollEndpoint }), { region: 'eu' })).toMatchObject({ kind: 'pending' })
  })
})

it('a server that names no device endpoint is logged in at with a browser instead', async () => {
  const { device } = acme({}, { device: 'standard' })
  const error = await device?.start({ timeout: 5000 }).catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option', provider: 'acme' })
  expect(String(error)).toMatch(/endpoints\.deviceAuthorization is missing.*log in with a browser/)
})
