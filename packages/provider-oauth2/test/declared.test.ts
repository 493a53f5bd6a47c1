import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProviderOptions } from '@oauth-tokens/core'
import { type ProviderRecordings, providerContract, type RecordedAnswer } from '@oauth-tokens/core/testing'
import { describe, expect, it } from 'vitest'
import { declareProvider, type ProviderDeclaration } from '../src/index.ts'

const endpoints = {
  authorization: 'https://id.acme.example/authorize',
  token: 'https://id.acme.example/token',
  userInfo: 'https://api.acme.example/me',
}
const wired = (declaration: ProviderDeclaration) => {
  const factory = declareProvider(declaration)
  return (options: ProviderOptions) => factory({ ...options, id: 'acme' })
}

const standard: ProviderRecordings = {
  exchange: [
    {
      title: 'the standard answer',
      answer: { body: { access_token: 'a-token', refresh_token: 'r-token', expires_in: 3600, scope: 'x y' } },
      outcome: {
        kind: 'issued',
        grant: { accessToken: 'a-token', refreshToken: 'r-token', expiresIn: 3600, scopes: ['x', 'y'] },
      },
    },
  ],
}
providerContract(
  'a declaration of nothing but endpoints',
  {
    adapter: wired({ endpoints }),
    recordings: {
      ...standard,
      refresh: standard.exchange ?? [],
      identify: [
        {
          title: 'user info of the standard',
          answer: { body: { sub: 'ada', email: 'ada@example.com' } },
          identity: { account: 'ada', label: 'ada@example.com' },
        },
      ],
    },
  },
  { describe, it, expect },
)

/** Everything that a declaration can say. */
const odd: ProviderDeclaration = {
  name: 'odd',
  endpoints: { ...endpoints, revocation: 'https://id.acme.example/revoke' },
  resourceHosts: ['https://api.acme.example'],
  clientAuth: { headers: { 'x-app-secret': 'Key {clientSecret}' }, body: { app_id: '{clientId}' } },
  scopeSeparator: ',',
  scopes: ['read', 'write'],
  authorizationRequest: {
    names: { client_id: 'app_id' },
    omit: ['response_type'],
    add: { prompt: 'consent' },
  },
  tokenRequest: {
    names: { refresh_token: 'refresh' },
    omit: ['redirect_uri'],
    add: { version: '2' },
    body: 'json',
  },
  callback: { code: 'auth_code' },
  fields: {
    accessToken: 'data.token',
    refreshToken: 'data.refresh',
    expiresIn: 'data.ttl',
    scope: 'data.rights',
    error: ['code', 'data.code'],
    errorDescription: 'msg',
    unit: 'milliseconds',
  },
  errors: {
    success: ['OK', '200'],
    deadGrant: ['E-DEAD'],
    wrongSecret: ['E-SECRET'],
    wrongSettings: ['E-APP'],
    slowDown: ['E-SLOW'],
    slowDownSeconds: 9,
    unclear: ['E-MAYBE'],
    deadToken: ['E-TOKEN'],
  },
  account: { field: 'data.id', label: 'data.name' },
  refreshTokens: 'single-use',
  newAccessTokenRevokesOld: true,
  header: { name: 'x-token' },
  limits: { redemptions: 3, window: 60 },
  accessTokenLifetime: 7200,
}

const good = (code: unknown): RecordedAnswer => ({
  title: `tokens in data, under the code ${code}`,
  answer: {
    body: {
      code,
      msg: 'fine',
      data: { token: 'odd-token', refresh: 'odd-refresh', ttl: 7_200_000, rights: 'read' },
    },
  },
  outcome: {
    kind: 'issued',
    grant: { accessToken: 'odd-token', refreshToken: 'odd-refresh', expiresIn: 7200, scopes: ['read'] },
  },
})
const bad = (code: string, outcome: RecordedAnswer['outcome'], status = 200): RecordedAnswer => ({
  title: `the code ${code} under HTTP ${status}`,
  answer: { status, body: { code, msg: 'no' } },
  outcome,
})
const answers = [
  good('OK'),
  good(200),
  good(0),
  bad('E-DEAD', { kind: 'refused', refusal: 'grant', code: 'E-DEAD' }),
  bad('E-SECRET', { kind: 'refused', refusal: 'client' }, 403),
  bad('E-APP', { kind: 'refused', refusal: 'client' }),
  bad('E-SLOW', { kind: 'throttled', retryAfter: 9 }),
  bad('E-MAYBE', { kind: 'unknown' }),
  bad('E-NEVER-HEARD-OF', { kind: 'unknown' }),
  {
    ...bad('x', { kind: 'unknown' }),
    title: 'a code inside data',
    answer: { body: { data: { code: 'x' } } },
  },
]
providerContract(
  'a declaration of everything',
  {
    adapter: wired(odd),
    fields: { accessToken: 'token', refreshToken: 'refresh', expiresIn: 'ttl' },
    recordings: {
      exchange: answers,
      refresh: answers,
      identify: [
        {
          title: 'an account in data',
          answer: { body: { code: 'OK', data: { id: 12, name: 'Ada' } } },
          identity: { account: '12', label: 'Ada' },
        },
        { title: 'a dead token', answer: { body: { code: 'E-TOKEN' } }, error: 'AuthorizationError' },
        { title: 'a throttle', answer: { body: { code: 'E-SLOW' } }, error: 'RateLimitedError' },
        {
          title: 'another refusal',
          answer: { body: { code: 'E-APP', msg: 'no' } },
          error: 'ProviderUnavailableError',
        },
        {
          title: 'no account',
          answer: { body: { code: 'OK', data: {} } },
          error: 'ProviderUnavailableError',
        },
        { title: 'HTTP 401', answer: { status: 401, body: {} }, error: 'AuthorizationError' },
        { title: 'a page', answer: { body: '<html>' }, error: 'ProviderUnavailableError' },
      ],
    },
  },
  { describe, it, expect },
)

const app = {
  id: 'acme',
  clientId: 'app',
  clientSecret: 'app-secret/+',
  redirectUri: 'http://127.0.0.1:1/cb',
}

/** What one call sends. */
async function sent(
  declaration: ProviderDeclaration,
  act: (adapter: ReturnType<ReturnType<typeof declareProvider>>) => Promise<unknown>,
  options: object = {},
) {
  const requests: { url: string | undefined; headers: object; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    requests.push({ url: request.url, headers: request.headers, body })
    response.setHeader('content-type', 'application/json').end('{}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await act(declareProvider(declaration)({ ...app, baseUrl, ...options }))
  server.close()
  server.closeAllConnections()
  return requests[0] ?? { url: undefined, headers: {}, body: '' }
}
const refresh = { refreshToken: 'r-1', params: {}, timeout: 5000 }

describe('a declared provider', () => {
  it('writes requests in the words of its server', async () => {
    const { headers, body } = await sent(odd, (adapter) => adapter.refresh(refresh))
    expect(headers).toMatchObject({ 'x-app-secret': 'Key app-secret/+', 'content-type': 'application/json' })
    expect(JSON.parse(body)).toEqual({
      grant_type: 'refresh_token',
      refresh: 'r-1',
      version: '2',
      app_id: 'app',
    })
    const { url } = await declareProvider(odd)(app).authorizationUrl({ state: 's' })
    const query = Object.fromEntries(new URL(url).searchParams)
    expect(query).toMatchObject({ app_id: 'app', prompt: 'consent', scope: 'read,write', state: 's' })
    expect(Object.keys(query)).not.toContain('client_id')
    expect(Object.keys(query)).not.toContain('response_type')
  })

  it.each([
    ['basic', 'app:app-secret/+', []],
    ['client_secret_basic', 'app:app-secret/+', []],
    ['post', '', ['client_id', 'client_secret']],
    ['none', '', ['client_id']],
  ] as const)(
    'authenticates by %s, also where parameters have other names',
    async (clientAuth, credentials, names) => {
      for (const tokenRequest of [
        {},
        ...(clientAuth === 'none' ? [] : [{ names: { grant_type: 'type' } }]),
      ]) {
        const secret = clientAuth === 'none' ? { clientSecret: undefined } : {}
        const request = await sent(
          { endpoints, clientAuth, tokenRequest },
          (adapter) => adapter.refresh(refresh),
          secret,
        )
        const { authorization = '' } = request.headers as { authorization?: string }
        expect(decodeURIComponent(atob(authorization.replace(/^Basic /, '')))).toBe(credentials)
        const renamed = 'names' in tokenRequest ? 'type' : 'grant_type'
        expect([...new URLSearchParams(request.body).keys()].toSorted()).toEqual(
          [...names, renamed, 'refresh_token'].toSorted(),
        )
      }
    },
  )

  it('reads a code of another name, and none that is given twice', () => {
    const adapter = declareProvider(odd)(app)
    expect(adapter.readCallback(new URL('http://127.0.0.1:1/cb?auth_code=c&state=s'))).toEqual({
      code: 'c',
      state: 's',
    })
    for (const query of ['auth_code=c&auth_code=d', 'auth_code=c&auth_code=d&code=e']) {
      expect(adapter.readCallback(new URL(`http://127.0.0.1:1/cb?${query}`)).code).toBeUndefined()
    }
  })

  it('has the abilities that are declared, and no others', () => {
    expect(declareProvider(odd)(app)).toMatchObject({
      adapter: 'odd',
      resourceHosts: ['https://api.acme.example'],
      limits: { redemptions: 3, window: 60 },
      newAccessTokenRevokesOld: true,
      revoke: expect.any(Function),
    })
    const plain = declareProvider({ endpoints: { token: endpoints.token } })(app)
    expect(plain).toMatchObject({ refreshTokens: 'single-use', adapter: 'declared' })
    expect(plain.revoke ?? plain.device ?? plain.identify ?? plain.clientCredentials).toBeUndefined()
    expect(plain.header('t')).toEqual({ name: 'Authorization', value: 'Bearer t' })
    expect(declareProvider(odd)(app).header('t')).toEqual({ name: 'x-token', value: 't' })
  })

  it('knows a dead token by its code or by HTTP 401', () => {
    const { deadToken } = declareProvider(odd)(app)
    const answer = (status: number, json?: object) =>
      deadToken?.({ status, headers: new Headers(), ...(json && { json }) } as never)
    expect(answer(200, { code: 'E-TOKEN' })).toBe(true)
    expect(answer(401)).toBe(true)
    expect(answer(200, { code: 'E-APP' })).toBe(false)
    expect(answer(200, { code: 'OK' })).toBe(false)
  })

  it('takes the account from the token answer where that tells it', async () => {
    const adapter = declareProvider({
      endpoints: { authorization: endpoints.authorization, token: endpoints.token },
      account: { field: 'user.id' },
    })(app)
    const request = { accessToken: 't', params: {}, timeout: 1000 }
    expect(await adapter.identify?.({ ...request, raw: { user: { id: 7 } } })).toEqual({ account: '7' })
    await expect(adapter.identify?.({ ...request, raw: {} })).rejects.toMatchObject({ retryable: true })
  })

  it.each([
    ['minutes', 60, 3600],
    ['milliseconds', '3600000', 3600],
    ['instant', Math.floor(Date.now() / 1000) + 3600, 3600],
    ['instant', Date.now() + 3_600_000, 3600],
    ['instant', new Date(Date.now() + 3_600_000).toISOString(), 3600],
    ['instant', 'soon', undefined],
    ['instant', 12, undefined],
  ] as const)('reads a lifetime in %s: %s', async (unit, told, seconds) => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ access_token: 'a', expires_in: told }))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const outcome = await declareProvider({ endpoints, fields: { unit } })({ ...app, baseUrl }).refresh(
      refresh,
    )
    server.close()
    server.closeAllConnections()
    const got = outcome.kind === 'issued' ? outcome.grant.expiresIn : NaN
    if (seconds === undefined) expect(got).toBeUndefined()
    else expect(Math.abs((got ?? 0) - seconds)).toBeLessThan(60)
  })

  it.each([
    [{ endpoints: {} }, /endpoints\.token is missing/],
    [{ endpoints, feilds: {} }, /feilds is unknown; known are name, endpoints/],
    [{ endpoints, errors: { dead: [] } }, /errors\.dead is unknown; known are success/],
    [{ endpoints, clientAuth: 'digest' }, /clientAuth must be one of basic, post/],
    [{ endpoints, clientAuth: 'none', tokenRequest: { omit: ['a'] } }, /need an app with a secret/],
    [{ endpoints, codesFrom: 'x' }, /codesFrom and endpoints\.authorization/],
    [undefined, /no object/],
  ])('refuses %j', (declaration, message) => {
    expect(() => declareProvider(declaration as never)).toThrow(message)
    expect(() => declareProvider(declaration as never)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError', code: 'invalid_declaration' }),
    )
  })
})
