import { describe, expect, it } from 'vitest'
import { defineGateway, type ExternalAbility, type GatewayOptions } from '../../src/index.ts'

/** A gateway that hands out links, made with these options alone. */
const gateway = (options: GatewayOptions, ability: Partial<ExternalAbility> = {}) =>
  defineGateway({
    adapter: 'acme-gateway',
    options,
    baseUrl: 'https://gateway.example',
    headers: (apiKey) => ({ 'x-key': apiKey }),
    read: ({ json }) => json && { kind: 'answered', data: json },
    external: () => ({
      holder: 'The gateway keeps them.',
      link: async ({ account }) => ({ url: `https://consent.example/?for=${account ?? 'anybody'}` }),
      look: async ({ account }) => ({ account, connected: true }),
      ...ability,
    }),
  })

describe('a gateway', () => {
  it('needs no more than its key', async () => {
    const adapter = gateway({ apiKey: 'the-api-key' })
    expect(adapter).toMatchObject({ id: 'acme-gateway', clientId: '', origin: 'https://gateway.example' })
    expect(adapter).not.toHaveProperty('redirectUri')
    expect(await adapter.authorizationUrl({ state: 'ours' })).toEqual({
      url: 'https://consent.example/?for=anybody',
      redirectUri: '',
    })
  })

  it('is asked for the link of the account that is to be connected', async () => {
    const { url } = await gateway({ apiKey: 'the-api-key' }).authorizationUrl({
      state: 'ours',
      account: 'oa-1',
    })
    expect(url).toBe('https://consent.example/?for=oa-1')
  })

  it.each<[keyof GatewayOptions, string]>([
    ['clientSecret', ' '],
    ['clientId', ''],
    ['redirectUri', 'app.example/callback'],
    ['baseUrl', 'http://gateway.example'],
  ])('refuses an option %s that cannot work before anything is called', (option, value) => {
    expect(() => gateway({ apiKey: 'the-api-key', [option]: value })).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'invalid_option',
        message: expect.stringContaining(option),
      }),
    )
  })
})
