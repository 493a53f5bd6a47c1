import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { zaloOaViaETelecom } from '../src/index.ts'
import { gatewayWire, oaObject, oaState } from './support/gateway-wire.ts'

const timeout = 5000
const app = {
  apiKey: '1187340522061824003:the-key-of-the-shop',
  clientId: '2719450083316648125',
  clientSecret: 'Xq7-app-secret',
  redirectUri: 'https://shop.example/zalo/callback',
}
const account = oaState.account
const headers = {
  'content-type': 'application/json',
  accept: 'application/json',
  authorization: `Bearer ${app.apiKey}`,
}
const permission = 'https://oauth.zaloapp.com/v4/oa/permission?app_id=2719450083316648125'
const link = `${permission}&redirect_uri=https%3A%2F%2Fshop.example%2Fzalo%2Fcallback&state=7300000000001`
const shop = (method: string) => `/v1/shop.Zalo/${method}`

const answering = gatewayWire('https://api.etelecom.vn')
const external = (more = {}) => {
  const { external: ability } = zaloOaViaETelecom({ ...app, ...more })
  if (!ability?.connect || !ability.list) throw new Error('not able')
  return { ...ability, connect: ability.connect, list: ability.list }
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: 'none' }),
    (error: unknown) => error,
  )

describe('a link to a consent', () => {
  it('is asked for as the page of eTelecom prints it, header by header', async () => {
    const received = answering(shop('AuthorizeOA'), 200, { url: link })
    expect(await external().link({ timeout })).toEqual({ url: link, state: '7300000000001' })
    const body = { app_id: app.clientId, app_secret: app.clientSecret, redirect_uri: app.redirectUri }
    expect(received).toEqual([{ url: 'https://api.etelecom.vn/v1/shop.Zalo/AuthorizeOA', headers, body }])
  })

  it('is asked for at the API of partners for a partner', async () => {
    const received = answering('/v1/partner.Zalo/AuthorizeOA', 200, { url: link })
    await external({ partner: true }).link({ timeout })
    expect(received[0]).toMatchObject({ headers, body: { app_id: app.clientId } })
  })

  it('leaves out of the body what is not set', async () => {
    const received = answering(shop('AuthorizeOA'), 200, { url: link })
    const { apiKey } = app
    await zaloOaViaETelecom({ apiKey }).external?.link({ timeout })
    expect(received[0]?.body).toEqual({})
  })

  it('comes from RefreshToken for an OA that the gateway knows', async () => {
    const listed = answering(shop('ListOA'), 200, { accounts: [oaObject()], paging: { next: '' } })
    const received = answering(shop('RefreshToken'), 200, { url: link })
    expect(await external().link({ account, timeout })).toEqual({ url: link, state: '7300000000001' })
    expect(listed[0]?.body).toEqual({ filter: { oa_id: account }, paging: { limit: 100 } })
    expect(received).toEqual([
      { url: `https://api.etelecom.vn${shop('RefreshToken')}`, headers, body: { oa_id: account } },
    ])
  })

  it('comes from AuthorizeOA for an OA that the gateway does not know', async () => {
    answering(shop('ListOA'), 200, {})
    answering(shop('AuthorizeOA'), 200, { url: link })
    expect(await external().link({ account, timeout })).toMatchObject({ state: '7300000000001' })
  })

  it('starts a login with the state of the gateway, whatever was proposed', async () => {
    answering(shop('AuthorizeOA'), 200, { url: link })
    expect(await zaloOaViaETelecom(app).authorizationUrl({ state: 'proposed' })).toEqual({
      url: link,
      redirectUri: app.redirectUri,
      state: '7300000000001',
    })
  })

  it.each([
    ['without a state', { url: permission }],
    ['of another kind', { url: 'javascript:alert(1)//?state=1' }],
    ['over plain http', { url: 'http://oauth.zaloapp.com/v4/oa/permission?state=1' }],
    ['that is missing', {}],
  ])('is refused when it is one %s', async (_, answer) => {
    answering(shop('AuthorizeOA'), 200, answer)
    expect(await failure(external().link({ timeout }))).toMatchObject({ code: 'unusable_link' })
  })
})

describe('connecting', () => {
  const callback = (query: string) => new URL(`${app.redirectUri}?${query}`)
  const good = callback(`code=the-auth-code&oa_id=${account}&state=7300000000001`)

  it('hands code, OA and state to the gateway, the state as an integer', async () => {
    const received = answering(shop('ConnectOA'), 200, oaObject())
    expect(await external().connect({ url: good, timeout })).toEqual(oaState)
    const body = { code: 'the-auth-code', oa_id: account, state: 7_300_000_000_001 }
    expect(received).toEqual([{ url: `https://api.etelecom.vn${shop('ConnectOA')}`, headers, body }])
  })

  it('keeps all digits of a state that no number holds', async () => {
    const received = answering(shop('ConnectOA'), 200, oaObject())
    await external().connect({ url: callback(`code=c&oa_id=${account}&state=9007199254740993`), timeout })
    expect(received[0]?.body).toMatchObject({ state: '9007199254740993' })
  })

  it.each([
    ['no oa_id', 'code=c&state=1'],
    ['no state', `code=c&oa_id=${account}`],
    ['a state that is no number', `code=c&oa_id=${account}&state=abc`],
    ['no code', `oa_id=${account}&state=1`],
  ])('sends nothing for a callback with %s', async (_, query) => {
    expect(await failure(external().connect({ url: callback(query), timeout }))).toMatchObject({
      name: 'AuthorizationError',
      code: 'incomplete_callback',
    })
  })

  it.each([
    ['P', true],
    ['Z', true],
    ['N', false],
    ['n', false],
  ])('believes status %s: connected is %s', async (status, connected) => {
    answering(shop('ConnectOA'), 200, oaObject({ status }))
    expect(await external().connect({ url: good, timeout })).toMatchObject({ connected })
  })

  it('says that the gateway refused', async () => {
    answering(shop('ConnectOA'), 400, { code: 'invalid_argument', msg: 'code the-auth-code is used' })
    expect(await failure(external().connect({ url: good, timeout }))).toMatchObject({
      name: 'ProviderRejectedError',
      message: expect.stringContaining('invalid_argument: code [secret] is used'),
    })
  })
})

describe('the state of an OA', () => {
  it('comes from GetShopOA', async () => {
    const received = answering(shop('GetShopOA'), 200, { ...oaObject(), daily_quota_promotion: 1 })
    expect(await external().look({ account, timeout })).toEqual(oaState)
    expect(received).toEqual([
      { url: `https://api.etelecom.vn${shop('GetShopOA')}`, headers, body: { oa_id: account } },
    ])
  })

  it.each([
    ['P', true],
    ['p', true],
    ['N', false],
    ['n', false],
    ['Z', false],
    ['', false],
  ])('is read from status %j: connected is %s', async (status, connected) => {
    answering(shop('GetShopOA'), 200, oaObject({ status }))
    expect(await external().look({ account, timeout })).toMatchObject({ connected })
  })

  it('keeps all digits of ids that come as numbers, and takes the right spelling of the owner too', async () => {
    const { onwer_id: _, ...oa } = oaObject()
    const text = JSON.stringify({ ...oa, owner_id: 'OWNER', oa_id: 'OA' })
    const body = text.replace('"OWNER"', '1187340522061824003').replace('"OA"', '3350871946620137458')
    answering(shop('GetShopOA'), 200, body, { 'content-type': 'application/json' })
    expect(await external().look({ account, timeout })).toEqual(oaState)
  })

  it.each([undefined, '', 'soon', '0001-01-01T00:00:00Z'])(
    'has no end when expires_at is %j',
    async (end) => {
      answering(shop('GetShopOA'), 200, oaObject({ expires_at: end }))
      expect(await external().look({ account, timeout })).not.toHaveProperty('expiresAt')
    },
  )

  it('is looked up in the list when the gateway refuses to tell', async () => {
    answering(shop('GetShopOA'), 404, { code: 'not_found', msg: 'OA' })
    answering(shop('ListOA'), 200, { accounts: [oaObject()] })
    expect(await external().look({ account, timeout })).toEqual(oaState)
    answering(shop('GetShopOA'), 404, { code: 'not_found', msg: 'OA' })
    answering(shop('ListOA'), 200, { accounts: [oaObject({ oa_id: '1' })], paging: {} })
    expect(await external().look({ account, timeout })).toEqual({ account, connected: false })
  })

  it('is not taken from another OA', async () => {
    answering(shop('GetShopOA'), 200, oaObject({ oa_id: '1' }))
    expect(await failure(external().look({ account, timeout }))).toMatchObject({ retryable: true })
  })

  it.each<[string, number, string | object, object]>([
    [
      'a wrong key',
      401,
      { code: 'unauthenticated', msg: 'no' },
      { name: 'ConfigurationError', code: 'api_key_refused' },
    ],
    [
      'a wrong address',
      404,
      { code: 'bad_route', msg: 'no' },
      { name: 'ConfigurationError', code: 'gateway_settings' },
    ],
    [
      'a rate limit',
      429,
      { code: 'resource_exhausted' },
      { name: 'RateLimitedError', retryAt: expect.any(Date) },
    ],
    ['a failure inside', 500, { code: 'internal', msg: 'x' }, { name: 'ProviderUnavailableError' }],
    ['an HTML page', 200, '<html>', { name: 'ProviderUnavailableError', cause: { code: 'not_json' } }],
    ['an HTML page under 403', 403, '<html>', { name: 'ProviderUnavailableError' }],
    ['a redirect', 302, oaObject(), { name: 'ProviderUnavailableError' }],
  ])('stays open after %s, and never is "not connected"', async (_, status, answer, error) => {
    answering(shop('GetShopOA'), status, answer, { 'retry-after': '30' })
    expect(await failure(external().look({ account, timeout }))).toMatchObject(error)
  })
})

describe('the list of OAs', () => {
  it('is read page by page', async () => {
    answering(shop('ListOA'), 200, { accounts: [oaObject()], paging: { next: 'cursor-2' } })
    const second = answering(shop('ListOA'), 200, {
      accounts: [oaObject({ oa_id: '2' })],
      paging: { next: '' },
    })
    const found = await external().list({ timeout })
    expect(found.map((oa) => oa.account)).toEqual([account, '2'])
    expect(second[0]?.body).toEqual({ filter: {}, paging: { limit: 100, after: 'cursor-2' } })
  })

  it('may be empty, missing, or hold what is no OA', async () => {
    for (const accounts of [[], undefined, null, 'none', [null, {}, { oa_id: '' }]]) {
      answering(shop('ListOA'), 200, { accounts })
      expect(await external().list({ timeout })).toEqual([])
    }
  })
})

describe('the adapter', () => {
  it('has an id of its own, no token endpoint, and sends tokens nowhere', async () => {
    const adapter = zaloOaViaETelecom(app)
    expect(adapter).toMatchObject({ id: 'zalo-oa-via-etelecom', clientId: app.clientId, resourceHosts: [] })
    expect(await adapter.refresh({ refreshToken: 'x', params: {}, timeout })).toMatchObject({
      kind: 'refused',
      code: 'tokens_held_elsewhere',
    })
  })

  it('shows neither key nor secret, nor repeats them from an answer', async () => {
    expect(inspect(zaloOaViaETelecom(app), { depth: null, showHidden: true })).not.toMatch(
      /the-key-of|Xq7-app/,
    )
    answering(shop('AuthorizeOA'), 400, {
      code: 'invalid_argument',
      msg: `${app.apiKey} ${app.clientSecret}`,
    })
    const error = await failure(external().link({ timeout }))
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/the-key-of|Xq7-app/)
  })

  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: 'key\n' }],
    ['clientId', { clientId: 2719450083316648 }],
    ['clientSecret', { clientSecret: '' }],
    ['redirectUri', { redirectUri: 'not a url' }],
    ['baseUrl', { baseUrl: 'http://api.etelecom.vn' }],
    ['id', { id: 'Zalo OA' }],
  ])('names a wrong option: %s', (name, wrong) => {
    expect(() => zaloOaViaETelecom({ ...app, ...wrong })).toThrow(new RegExp(`option ${name} `))
  })
})
