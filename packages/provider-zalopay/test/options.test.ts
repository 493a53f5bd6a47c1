import { describe, expect, it } from 'vitest'
import { type ZaloPayOptions, zalopay } from '../src/index.ts'

const options = { clientId: '1878', clientSecret: 'Xq7-secret-key' }

describe('an option', () => {
  it.each<[string, object, RegExp]>([
    ['clientId', { clientId: 1878 }, /in quotes/],
    ['clientSecret', { clientSecret: undefined }, /ZaloPay team/],
    ['scopes', { scopes: ['user.phone'] }, /ZaloPay team/],
    ['environment', { environment: 'staging' }, /production or sandbox/],
    ['refreshTokens', { refreshTokens: 'once' }, /single-use or reusable/],
    ['newAccessTokenRevokesOld', { newAccessTokenRevokesOld: 'yes' }, /true or false/],
    ['lifetimeUnit', { lifetimeUnit: 'ms' }, /milliseconds or seconds/],
    ['userInfo', { userInfo: 'https://openapi.zalopay.vn/me' }, /true or false/],
    ['errors.ZP_9', { errors: { ZP_9: 'dead' } }, /grant or client or secret/],
    ['endpoints.authorization', { endpoints: { authorization: 'https://a.example/' } }, /mini app/],
    ['endpoints.token', { endpoints: { token: 'http://openapi.zalopay.vn/' } }, /https/],
  ])('%s that is wrong is named, with what to do', (name, wrong, remedy) => {
    const make = () => zalopay({ ...options, ...wrong } as ZaloPayOptions)
    expect(make).toThrow(expect.objectContaining({ name: 'ConfigurationError', code: 'invalid_option' }))
    expect(make).toThrow(new RegExp(`^Provider zalopay: option ${name.replaceAll('.', '\\.')} `))
    expect(make).toThrow(remedy)
    expect(make).not.toThrow(/Xq7/)
  })

  it('decides what is safe when ZaloPay does not say', () => {
    expect(zalopay(options)).toMatchObject({
      id: 'zalopay',
      refreshTokens: 'single-use',
      newAccessTokenRevokesOld: true,
      accessTokenLifetime: 3600,
      refreshTokenLifetime: 2_592_000,
      scopes: [],
    })
    const known = { refreshTokens: 'reusable', newAccessTokenRevokesOld: false } as const
    expect(zalopay({ ...options, ...known })).toMatchObject(known)
  })

  it('environment decides who may have the token and the secret', () => {
    expect(zalopay(options).resourceHosts).toEqual(['https://openapi.zalopay.vn'])
    const test = zalopay({ ...options, environment: 'sandbox' })
    expect(test.resourceHosts).toEqual(['https://sb-openapi.zalopay.vn'])
    expect(test.tokenHost?.({})).toBe('sb-openapi.zalopay.vn')
    expect(test.extraHeaders?.('token', 'own')).toEqual({ 'x-secret-key': 'Xq7-secret-key' })
    expect(test.extraHeaders?.('token', 'allowed')).toEqual({})
  })

  it('id is in the sentence that says how to log in', async () => {
    const provider = zalopay({ ...options, id: 'pay-2' })
    await expect(provider.authorizationUrl({ state: 's' })).rejects.toThrow(
      /pay-2 has no consent page of its own\. The mini app .*getOauthV1Code.*tokens\.exchange\('pay-2', \{ code, codeVerifier \}\)/,
    )
  })
})
