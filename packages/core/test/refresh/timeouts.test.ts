import { describe, expect, it } from 'vitest'
import { createTokenManager, type TimeoutOptions } from '../../src/index.ts'
import { timeouts } from '../../src/refresh/timeouts.ts'

describe('the time limits', () => {
  it('are 2, 20, 30 and 45 s where nothing is said', () => {
    expect(timeouts()).toEqual({ store: 2_000, provider: 20_000, spending: 30_000, waiter: 45_000 })
  })

  it('are taken as they are given', () => {
    const given = { store: '1s', provider: 2, spending: '3s', waiter: '1m' }
    expect(timeouts(given)).toEqual({ store: 1_000, provider: 2_000, spending: 3_000, waiter: 60_000 })
  })

  it.each<[string, TimeoutOptions]>([
    ['a store that may take no time', { store: 0 }],
    ['a store that may take as long as the provider', { store: '20s' }],
    ['a provider that may answer when its intent has lapsed', { provider: '30s' }],
    ['an intent that holds longer than anybody waits', { spending: '45s' }],
  ])('I1: are refused when they would spend a token twice: %s', (_title, options) => {
    const refused = expect.objectContaining({ name: 'ConfigurationError', code: 'invalid_timeouts' })
    expect(() => createTokenManager({ providers: [], timeouts: options })).toThrow(refused)
  })

  it.each(['store', 'provider', 'spending', 'waiter'])('name %s when it is no duration', (name) => {
    expect(() => timeouts({ [name]: 'soon' })).toThrow(`timeouts.${name} is "soon"`)
  })
})
