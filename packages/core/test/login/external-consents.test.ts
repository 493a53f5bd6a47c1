import { describe, expect, it } from 'vitest'
import type { ExternalAbility, ExternalState } from '../../src/index.ts'
import { hour } from '../support/records.ts'
import { passingTime } from '../support/turns.ts'
import { callbackUrl, failure, world } from '../support/world.ts'

const end = Date.UTC(2026, 0, 1) + 90 * 24 * hour

/** A gateway that finishes consents by itself; what it says of the account is the test's. */
function gateway(states: ExternalState[], overrides: Partial<ExternalAbility> = {}) {
  const nobody: ExternalState = { account: 'oa-1', connected: false }
  // The last one stays.
  const look = async () => (states.length > 1 ? states.shift() : states[0]) ?? nobody
  const made = world({
    refreshTokens: 'reusable',
    external: {
      holder: 'The gateway keeps them.',
      link: async () => ({ url: 'https://gateway.example/consent' }),
      look,
      ...overrides,
    },
    authorizationUrl: async ({ state }) => ({
      url: `https://gateway.example/consent?state=${state}`,
      redirectUri: callbackUrl,
    }),
  })
  return { ...made, tokens: made.manager() }
}
const connected = (more: Partial<ExternalState> = {}): ExternalState => ({
  account: 'oa-1',
  connected: true,
  expiresAt: end,
  ...more,
})

describe('a consent at a gateway that finishes it by itself', () => {
  it('is done when the gateway says so', async () => {
    const { tokens, clock } = gateway([{ account: 'oa-1', connected: false }, connected()])
    const { done } = await tokens.authorizeDevice('fake', { account: 'oa-1' })
    expect(await passingTime(clock, done, 1_000)).toMatchObject({ id: 'fake:oa-1', status: 'external' })
  })

  it('is not taken for given where the account was connected before and nobody tells a later end', async () => {
    const { expiresAt: _, ...untold } = connected()
    const { tokens, clock } = gateway([connected(), untold])
    await passingTime(clock, (await tokens.authorizeDevice('fake', { account: 'oa-1' })).done, 1_000)
    const { done } = await tokens.authorizeDevice('fake', { account: 'oa-1' })
    const error = await failure(passingTime(clock, done, 10_000))
    expect(error).toMatchObject({ name: 'AuthorizationError', code: 'consent_timeout' })
  })

  it('has no callback: whoever brings one is told who finishes it, and nothing is stored', async () => {
    const { tokens, store } = gateway([connected()], {
      connect: async () => connected(),
    })
    const { state } = await tokens.authorize('fake')
    const { adapter } = gateway([connected()]).provider
    expect(adapter.external?.connect).toBeUndefined()
    const other = world()
    const without = other.manager({ store, adapter })
    const error = await failure(without.callback(`${callbackUrl}?code=any&state=${state}`))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'tokens_held_elsewhere' })
    expect(error.message).toContain('The gateway keeps them.')
    expect((await store.read('fake:oa-1')).tokens).toBeUndefined()
  })
})
