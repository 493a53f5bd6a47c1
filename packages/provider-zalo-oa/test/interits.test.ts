import { describe, expect, it } from 'vitest'
import { zaloOaViaInterits } from '../src/index.ts'
import { gatewayWire, oaObject, oaState } from './support/gateway-wire.ts'

const timeout = 5000
const apiKey = 'the-licence-key'
const account = oaState.account
const headers = { accept: '*/*', 'api-key': apiKey, 'content-type': 'application/json' }
const root = '/api/vendor/v1/zalo'
const link =
  'https://oauth.zaloapp.com/v4/oa/permission?app_id=1&redirect_uri=https%3A%2F%2Fcpaas.interits.com%2F'

const answering = gatewayWire('https://cpaas.interits.com')
const external = () => {
  const { external: ability } = zaloOaViaInterits({ apiKey })
  if (!ability?.list) throw new Error('not able')
  return { ...ability, list: ability.list }
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => ({ name: 'none' }),
    (error: unknown) => error,
  )

/** The two envelopes that were published. */
const envelopes = {
  latest: (data: unknown) => ({ code: 200, data, message: 'OK', referentId: 'r-1' }),
  old: (data: unknown) => ({ code: 0, data, message: 'OK', errors: {}, total_record: 1, current_page: 1 }),
}
const all = Object.entries(envelopes)

describe('a link to a consent', () => {
  it.each(all)(
    'is asked for as the page of Interits prints it, header by header (%s envelope)',
    async (_, wrap) => {
      const received = answering(`${root}/refresh-token`, 200, wrap({ url: link }))
      expect(await external().link({ account, timeout })).toEqual({ url: link })
      expect(received).toEqual([
        {
          url: 'https://cpaas.interits.com/api/vendor/v1/zalo/refresh-token',
          headers,
          body: { oa_id: account },
        },
      ])
    },
  )

  it('needs no OA: the gateway then chooses', async () => {
    const received = answering(`${root}/refresh-token`, 200, envelopes.latest({ url: link }))
    await external().link({ timeout })
    expect(received[0]?.body).toEqual({})
  })

  it('is finished by the gateway, and by no callback here', () => {
    expect(external().connect).toBe(undefined)
  })
})

describe('the state of an OA', () => {
  it.each(all)('comes from get-shop-oa (%s envelope)', async (_, wrap) => {
    const oa = oaObject({ connection_method: 'DIRECT', verified: true, status: 'p' })
    const received = answering(`${root}/get-shop-oa`, 200, wrap(oa))
    expect(await external().look({ account, timeout })).toEqual(oaState)
    expect(received[0]).toEqual({
      url: `https://cpaas.interits.com${root}/get-shop-oa`,
      headers,
      body: { oa_id: account },
    })
  })

  it('is looked up in the list when the gateway refuses to tell', async () => {
    answering(`${root}/get-shop-oa`, 404, { code: 404, data: null, message: 'Not Found' })
    answering(`${root}/list-oa`, 200, envelopes.latest({ accounts: [], paging: {} }))
    expect(await external().look({ account, timeout })).toEqual({ account, connected: false })
  })

  it('stays open when there is no such address at all', async () => {
    answering(`${root}/get-shop-oa`, 404, { code: 404, message: 'Not Found' })
    answering(`${root}/list-oa`, 404, { code: 404, message: 'Not Found' })
    expect(await failure(external().look({ account, timeout }))).toMatchObject({
      name: 'ProviderRejectedError',
    })
  })

  it.each<[string, number, string | object, object]>([
    [
      'a wrong key',
      401,
      { code: 401, data: null, message: 'no' },
      { name: 'ConfigurationError', code: 'api_key_refused' },
    ],
    [
      'a key that may not',
      403,
      { code: 403, message: 'no' },
      { name: 'ConfigurationError', code: 'gateway_settings' },
    ],
    ['a rate limit', 429, { code: 429 }, { name: 'RateLimitedError' }],
    ['a timeout behind the gateway', 504, '', { name: 'ProviderUnavailableError' }],
    ['no content', 204, '', { name: 'ProviderUnavailableError' }],
  ])('stays open after %s', async (_, status, answer, error) => {
    answering(`${root}/get-shop-oa`, status, answer)
    expect(await failure(external().look({ account, timeout }))).toMatchObject(error)
  })

  it('is a refusal when HTTP 200 carries no data', async () => {
    for (const data of [null, undefined, [], 'x']) {
      answering(`${root}/get-shop-oa`, 200, { code: 4001, data, message: `key ${apiKey} is locked` })
      answering(`${root}/list-oa`, 200, { code: 4001, data, message: `key ${apiKey} is locked` })
      expect(await failure(external().look({ account, timeout }))).toMatchObject({
        name: 'ProviderRejectedError',
        message: expect.stringContaining('4001: key [secret] is locked'),
      })
    }
  })
})

describe('the adapter', () => {
  it('has an id of its own and needs the key alone', () => {
    expect(zaloOaViaInterits({ apiKey })).toMatchObject({ id: 'zalo-oa-via-interits', clientId: '' })
    expect(() => zaloOaViaInterits({ apiKey: '' })).toThrow(/option apiKey is missing. .*Key\/License/)
  })
})
