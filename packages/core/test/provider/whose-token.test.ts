import nock from 'nock'
import { describe, expect, it } from 'vitest'
import type { IdentityReading, OAuthProviderDefinition } from '../../src/index.ts'
import { acme } from './acme.ts'
import { noNetwork } from './no-network.ts'

noNetwork()

const asked = { accessToken: 'the-token', raw: {}, params: {}, timeout: 5000 }
const ask = (different: object) =>
  acme({}, different as Partial<OAuthProviderDefinition>)
    .identify?.(asked)
    .catch((error: Error) => error)
const answered = (reading: IdentityReading, headers = {}) => {
  nock('https://api.acme.example').get('/me').reply(200, {}, headers)
  return ask({ identify: () => reading })
}

describe('asking whose a token is', () => {
  it('is left to the user where the provider has no way to tell', () => {
    expect(acme({}, { identify: undefined } as object).identify).toBeUndefined()
  })

  it('needs an address', async () => {
    const error = await ask({ endpoints: { token: 'https://id.acme.example/token' } })
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option' })
    expect(String(error)).toContain('endpoints.userInfo')
  })

  it('learns nothing from an answer with an empty account', async () => {
    expect(await answered({ kind: 'identified', account: '' })).toMatchObject({
      name: 'ProviderUnavailableError',
      retryable: true,
      cause: { code: 'no_account' },
    })
  })

  it.each([
    [undefined, 'Look into the account at the provider.'],
    ['Unlock it in the console.', 'Unlock it in the console.'],
  ])('tells of an account that is refused for good, and what to do', async (advice, said) => {
    const error = await answered({ kind: 'rejected', code: 'locked', ...(advice && { advice }) })
    expect(error).toMatchObject({ name: 'ProviderRejectedError', code: 'account_refused', retryable: false })
    expect(String(error)).toContain(`refuses this account (locked). ${said}`)
  })

  it('is put off for as long as the provider asks, or for as long as nobody says', async () => {
    const before = Date.now()
    const limited = { kind: 'throttled', code: 'too_fast' } as const
    const told = await answered(limited, { 'retry-after': '120' })
    expect(told).toMatchObject({ name: 'RateLimitedError' })
    expect((told as { retryAt?: Date }).retryAt?.getTime()).toBeGreaterThanOrEqual(before + 120_000)
    expect(await answered(limited)).not.toHaveProperty('retryAt', expect.any(Date))
  })
})
