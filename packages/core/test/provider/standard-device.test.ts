import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { OAuthProviderDefinition } from '../../src/provider/definition.ts'
import { acme } from './acme.ts'
import { server, tokens } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

/** As RFC 8628 section 3.2 prints it. */
const started = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://example.com/device',
  verification_uri_complete: 'https://example.com/device?user_code=WDJB-MJHT',
  expires_in: 1800,
  interval: 7,
}

const provider = (given = {}, different: Partial<OAuthProviderDefinition> = {}) =>
  acme(
    { ...given, endpoints: { deviceAuthorization: 'https://id.acme.example/device' } },
    { device: 'standard', ...different },
  )
const start = (adapter = provider(), scopes = ['a', 'b']) => adapter.device?.start({ scopes, timeout: 5000 })
const poll = (adapter = provider()) =>
  adapter.device?.poll({ deviceCode: started.device_code, params: {}, timeout: 5000 })

describe('a standard device login', () => {
  it('asks for a code with scopes, credentials and what the definition adds', async () => {
    server()
      .post('/device', {
        client_id: 'acme-client',
        client_secret: 'acme-client-secret',
        scope: 'a b',
        resource: 'https://api.acme.example',
      })
      .reply(200, started)
    const resource = 'https://api.acme.example'
    const tokenParameters = () => ({ resource })
    expect(await start(provider({}, { tokenParameters }))).toEqual({
      deviceCode: started.device_code,
      userCode: 'WDJB-MJHT',
      verificationUrl: 'https://example.com/device',
      verificationUrlComplete: 'https://example.com/device?user_code=WDJB-MJHT',
      expiresIn: 1800,
      interval: 7,
    })
  })

  it('assumes what an answer leaves out, and reads the words of an older draft', async () => {
    const { verification_uri: verification_url, device_code, user_code } = started
    server().post('/device').reply(200, { device_code, user_code, verification_url })
    expect(await start()).toMatchObject({ verificationUrl: verification_url, expiresIn: 300, interval: 5 })
  })

  it('tries the next secret when one is refused', async () => {
    const secrets = ['acme-secret-old', 'acme-secret-new']
    const with_ = (secret: string) => server().post('/device', (body) => body.client_secret === secret)
    with_('acme-secret-old').reply(401, { error: 'invalid_client' })
    with_('acme-secret-new').reply(200, started)
    expect(await start(provider({ clientSecret: secrets }))).toMatchObject({ userCode: 'WDJB-MJHT' })
  })

  it.each([
    ['a refused app', 401, { error: 'invalid_client' }, 'ConfigurationError', 'invalid_client'],
    [
      'a grant that is not allowed',
      400,
      { error: 'unauthorized_client' },
      'ConfigurationError',
      'unauthorized_client',
    ],
    ['a wrong scope', 400, { error: 'invalid_scope' }, 'ConfigurationError', 'invalid_scope'],
    ['too many requests', 429, {}, 'RateLimitedError', 'http_429'],
    [
      'a busy server',
      400,
      { error: 'temporarily_unavailable' },
      'RateLimitedError',
      'temporarily_unavailable',
    ],
    ['a failing server', 500, { error: 'invalid_client' }, 'ProviderUnavailableError', 'device_start_failed'],
    ['a page', 200, '<html>', 'ProviderUnavailableError', 'device_start_failed'],
    ['half an answer', 200, { user_code: 'WDJB-MJHT' }, 'ProviderUnavailableError', 'device_start_failed'],
  ])('names what is wrong: %s', async (_, status, body, name, code) => {
    const description = { error_description: 'for acme-client-secret' }
    server()
      .post('/device')
      .reply(status, typeof body === 'string' ? body : { ...body, ...description })
    const error = await start()?.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name, code, provider: 'acme' })
    expect(JSON.stringify(error) + String(error)).not.toContain('acme-client-secret')
  })

  it('says that nobody listens', async () => {
    nock.enableNetConnect('127.0.0.1')
    const adapter = acme(
      { endpoints: { deviceAuthorization: 'http://127.0.0.1:9/device' } },
      { device: 'standard' },
    )
    await expect(start(adapter)).rejects.toMatchObject({
      name: 'ProviderUnavailableError',
      cause: { code: 'ECONNREFUSED' },
    })
  })

  it('polls with the code until somebody has consented', async () => {
    const asked = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: started.device_code,
      client_id: 'acme-client',
      client_secret: 'acme-client-secret',
    }
    const answer = (status: number, body: object) => server().post('/token', asked).reply(status, body)
    answer(400, { error: 'authorization_pending' })
    expect(await poll()).toEqual({ kind: 'pending' })
    answer(400, { error: 'slow_down' })
    expect(await poll()).toMatchObject({ kind: 'throttled', code: 'slow_down' })
    answer(400, { error: 'access_denied' })
    expect(await poll()).toMatchObject({ kind: 'refused', refusal: 'grant', code: 'access_denied' })
    answer(400, { error: 'expired_token' })
    expect(await poll()).toMatchObject({ kind: 'refused', refusal: 'grant', code: 'expired_token' })
    answer(503, {})
    expect(await poll()).toMatchObject({ kind: 'unknown' })
    answer(200, { ...tokens, id_token: 'an.id.token' })
    expect(await poll()).toMatchObject({
      kind: 'issued',
      grant: { accessToken: tokens.access_token, idToken: 'an.id.token' },
    })
  })
})
