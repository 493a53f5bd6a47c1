import { describe, expect, it } from 'vitest'
import { memoryStore, type TokenStore } from '../../src/index.ts'
import { providerSource } from '../../src/provider/provider-source.ts'
import { fakeProvider } from '../support/fake-provider.ts'

const atomic = memoryStore()
const bestEffort: TokenStore = { ...atomic, guarantee: 'best-effort', description: 'cache://somewhere' }
const { adapter } = fakeProvider()
const reusable = fakeProvider({ refreshTokens: 'reusable' }).adapter

describe('providers', () => {
  it('are not told apart by the order in which they stand', () => {
    expect(() => providerSource([adapter, reusable], atomic, false)).toThrow(/Two providers have the same id/)
  })

  it.each([
    ['a list', [adapter]],
    ['a function', async () => adapter],
  ])(
    'with refresh tokens that work once get no store that lets two spend one, given by %s',
    async (_, given) => {
      const source = async (allowed: boolean) => providerSource(given, bestEffort, allowed)('fake')
      await expect(source(false)).rejects.toMatchObject({
        name: 'ConfigurationError',
        code: 'store_not_atomic',
        message: expect.stringContaining('cache://somewhere'),
      })
      expect(await source(true)).toBe(adapter)
    },
  )

  it('whose refresh tokens can be used again get any store', async () => {
    expect(await providerSource([reusable], bestEffort, false)('fake')).toBe(reusable)
  })

  it('that a function names otherwise are refused, not used under a wrong name', async () => {
    const source = providerSource(async () => adapter, atomic, false)
    await expect(source('acme')).rejects.toMatchObject({
      code: 'unknown_provider',
      message: 'The providers function was asked for "acme" and answered with "fake".',
    })
  })

  it('that nobody configured are named together with those that are', async () => {
    await expect(providerSource([adapter], atomic, false)('acme')).rejects.toThrow(/configured: fake\./)
    await expect(providerSource([], atomic, false)('acme')).rejects.toThrow('no provider "acme". Check')
    const none = providerSource(async () => undefined, atomic, false)
    await expect(none('acme')).rejects.toThrow('no provider "acme". Check')
  })
})
