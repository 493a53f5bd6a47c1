import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { defineGateway, type ExternalAbility, type Gateway } from '../../src/index.ts'

const options = {
  apiKey: 'the-api-key',
  clientSecret: 'the-app-secret',
  redirectUri: 'https://app.example/cb',
}
const running = new Set<() => Promise<void>>()
afterEach(async () => {
  for (const stop of running) await stop()
  running.clear()
})

/** A gateway on this machine; returns its address and what it was sent. */
async function served(answer: (response: ServerResponse) => void) {
  const seen: { url: string | undefined; headers: object; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    seen.push({ url: request.url, headers: request.headers, body })
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  running.add(stop)
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, stop }
}

/** The adapter of a gateway, and how it is called. */
function gateway(baseUrl: string, ability: Partial<ExternalAbility> = {}, more = {}) {
  let made: Gateway | undefined
  const adapter = defineGateway({
    adapter: 'acme-gateway',
    options: { ...options, baseUrl, ...more },
    baseUrl: 'https://gateway.example',
    headers: (apiKey) => ({ 'content-type': 'application/json', 'x-key': apiKey }),
    read: ({ json }) => {
      if (json === undefined) return undefined
      if (typeof json.no !== 'string') return { kind: 'answered', data: json }
      return {
        kind: json.no === 'settings' ? 'configuration' : 'refused',
        code: json.no,
        text: String(json.text),
      }
    },
    external(given) {
      made = given
      return {
        holder: 'The gateway keeps them.',
        link: async () => ({ url: 'https://consent.example/?state=1', state: '1' }),
        look: async ({ account }) => ({ account, connected: true }),
        ...ability,
      }
    },
  })
  if (!made) throw new Error('not made')
  return { adapter, call: made.call }
}
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  )
const request = { path: '/v1/act', body: { code: 'the-code' }, secrets: ['the-code'], timeout: 2000 }

describe('a call to a gateway', () => {
  it('is one POST of JSON behind the path of its address', async () => {
    const { baseUrl, seen } = await served((response) => response.end('{"done":true}'))
    expect(await gateway(`${baseUrl}/prefix/`).call(request)).toEqual({ done: true })
    expect(seen).toMatchObject([
      { url: '/prefix/v1/act', headers: { 'x-key': 'the-api-key' }, body: '{"code":"the-code"}' },
    ])
  })

  it('ends within its time limit, and says that the gateway may have acted', async () => {
    const { baseUrl } = await served(() => {})
    expect(await failure(gateway(baseUrl).call({ ...request, timeout: 50 }))).toMatchObject({
      name: 'ProviderUnavailableError',
      code: 'gateway_unanswered',
      message: expect.stringContaining('may have acted on the call all the same (timeout)'),
    })
  })

  it('says that nothing was sent when nobody listens', async () => {
    const { baseUrl, stop } = await served(() => {})
    await stop()
    running.clear()
    expect(await failure(gateway(baseUrl).call(request))).toMatchObject({ code: 'provider_unreachable' })
  })

  it('takes no body without end', async () => {
    const { baseUrl } = await served((response) => response.end(`{"x":"${'x'.repeat(2 ** 20)}"}`))
    expect(await failure(gateway(baseUrl).call(request))).toMatchObject({
      name: 'ProviderUnavailableError',
      cause: { code: 'answer_too_large' },
    })
  })

  it.each<[number, string, object]>([
    [200, '{"no":"refused","text":"t"}', { name: 'ProviderRejectedError', code: 'gateway_refused' }],
    [
      400,
      '{"no":"refused","text":"t"}',
      { name: 'ProviderRejectedError', cause: { code: 'refused', status: 400 } },
    ],
    [400, '{"no":"settings","text":"t"}', { name: 'ConfigurationError', code: 'gateway_settings' }],
    [401, '{"no":"settings","text":"t"}', { name: 'ConfigurationError', code: 'api_key_refused' }],
    [401, '<html>', { name: 'ConfigurationError', code: 'api_key_refused' }],
    [429, '', { name: 'RateLimitedError', retryAt: expect.any(Date) }],
    [503, '{"no":"settings","text":"t"}', { name: 'ProviderUnavailableError', retryAt: expect.any(Date) }],
    [500, '{"done":true}', { name: 'ProviderUnavailableError' }],
    [307, '{"done":true}', { name: 'ProviderUnavailableError' }],
    [403, '{"done":true}', { name: 'ProviderUnavailableError', cause: { code: 'http_403' } }],
    [200, '<html>', { name: 'ProviderUnavailableError', cause: { code: 'not_json' } }],
  ])('maps HTTP %s with %s', async (status, text, error) => {
    const { baseUrl } = await served((response) => {
      response.writeHead(status, { 'retry-after': '7', location: '/elsewhere' }).end(text)
    })
    expect(await failure(gateway(baseUrl).call(request))).toMatchObject({
      provider: 'acme-gateway',
      ...error,
    })
  })

  it('repeats no key, app secret or code of what the gateway says', async () => {
    const text = JSON.stringify({ no: 'the-code', text: 'the-api-key, the-app-secret and the-code' })
    const { baseUrl } = await served((response) => response.writeHead(400).end(text))
    const error = await failure(gateway(baseUrl).call(request))
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/the-(api-key|app-secret|code)/)
    expect(error.message).toMatch('[secret], [secret] and [secret]')
  })
})

describe('the adapter of a gateway', () => {
  const quiet = 'http://127.0.0.1:9'

  it('takes the redirect URI from the link, else from its options', async () => {
    const withUri = 'https://consent.example/?state=1&redirect_uri=https%3A%2F%2Fother.example%2F'
    const linking = (url: string) =>
      gateway(quiet, { link: async () => ({ url, state: '1' }) }).adapter.authorizationUrl({ state: 'own' })
    expect(await linking(withUri)).toEqual({
      url: withUri,
      redirectUri: 'https://other.example/',
      state: '1',
    })
    expect((await linking('https://consent.example/')).redirectUri).toBe(options.redirectUri)
  })

  it.each(['javascript:alert(1)', 'http://consent.example/', 'nothing', ''])(
    'opens no link that is %j',
    async (url) => {
      const { adapter } = gateway(quiet, { link: async () => ({ url, state: '1' }) })
      expect(await failure(adapter.authorizationUrl({ state: 's' }))).toMatchObject({ code: 'unusable_link' })
      expect(await failure(adapter.external!.link({ timeout: 1 }))).toMatchObject({ code: 'unusable_link' })
    },
  )

  it('needs a state in the link only where a callback is to be recognised', async () => {
    const link = async () => ({ url: 'https://consent.example/' })
    const connect = async () => ({ account: '1', connected: true })
    const start = (ability: Partial<ExternalAbility>) =>
      gateway(quiet, ability).adapter.authorizationUrl({ state: 's' })
    expect(await start({ link })).not.toHaveProperty('state')
    expect(await failure(start({ link, connect }))).toMatchObject({ code: 'unusable_link' })
  })

  it('has nothing to redeem', async () => {
    const { adapter } = gateway(quiet)
    const refused = { kind: 'refused', code: 'tokens_held_elsewhere' }
    expect(await adapter.refresh({ refreshToken: 'x', params: {}, timeout: 1 })).toMatchObject(refused)
    expect(await adapter.exchange({ code: 'x', timeout: 1 })).toMatchObject(refused)
  })

  it('changes its configuration with the key, and shows neither', () => {
    const { adapter } = gateway(quiet)
    expect(gateway(quiet, {}, { apiKey: 'other' }).adapter.configuration).not.toBe(adapter.configuration)
    const shown = `${inspect(adapter, { depth: null })} ${JSON.stringify({ ...adapter })}`
    expect(shown).not.toMatch(/the-api-key|the-app-secret/)
    expect(shown).not.toMatch(adapter.configuration)
  })

  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: 42 }],
    ['clientId', { clientId: '' }],
    ['clientSecret', { clientSecret: 'a\nb' }],
    ['redirectUri', { redirectUri: '/cb' }],
    ['baseUrl', { baseUrl: 'https://gateway.example/?x=1' }],
    ['baseUrl', { baseUrl: 'http://gateway.example' }],
    ['id', { id: 'Acme' }],
  ])('names a wrong option: %s', (name, wrong) => {
    expect(() => gateway(quiet, {}, wrong)).toThrow(new RegExp(`option ${name} `))
  })
})
