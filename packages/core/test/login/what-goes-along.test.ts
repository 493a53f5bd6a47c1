import { describe, expect, it, vi } from 'vitest'
import type { Connection, DeviceAbility, RedeemOutcome } from '../../src/index.ts'
import { phrase } from '../../src/phrase.ts'
import { passingTime } from '../support/turns.ts'
import { callbackUrl, failure, id, loggedIn, world } from '../support/world.ts'

const returned = (state: string) => `${callbackUrl}?code=good-code&state=${state}`

describe('a login by browser', () => {
  it('asks for the scopes of the caller, and the connection has them', async () => {
    const { manager, provider } = world()
    const authorizationUrl = vi.spyOn(provider.adapter, 'authorizationUrl')
    const { state } = await manager().authorize('fake', { scopes: ['read', 'write'] })
    expect(authorizationUrl).toHaveBeenCalledWith(expect.objectContaining({ scopes: ['read', 'write'] }))
    const { connection } = await manager().callback(returned(state))
    expect(connection.scopes).toEqual(['read', 'write'])
  })

  it('compares the nonce of its link with the one that comes back, also in another process', async () => {
    const identify = vi.fn(async () => ({ account: 'account-1' }))
    const { manager, provider } = world({ identify })
    const { adapter } = provider
    const { authorizationUrl, exchange } = adapter
    adapter.authorizationUrl = async (request) => ({
      ...(await authorizationUrl(request)),
      nonce: 'the-nonce',
    })
    adapter.exchange = async (request) => {
      const outcome = await exchange(request)
      if (outcome.kind !== 'issued') return outcome
      return { ...outcome, grant: { ...outcome.grant, idToken: 'an.id.token' } }
    }
    const { state } = await manager().authorize('fake')
    await manager().callback(returned(state))
    expect(identify).toHaveBeenCalledWith(
      expect.objectContaining({ nonce: 'the-nonce', idToken: 'an.id.token' }),
    )
  })

  it.each([
    ['a text of a server, cut', 'x'.repeat(500), `${'x'.repeat(200)}…`],
    [
      'words of the adapter, whole',
      phrase`the seal ${'x'.repeat(300)} is wrong.`,
      `the seal ${'x'.repeat(300)} is wrong.`,
    ],
  ])('says why a callback cannot be trusted: %s', async (_, refusal, said) => {
    const { manager, provider } = world({ readCallback: () => ({ code: 'good-code', refusal }) })
    const exchange = vi.spyOn(provider.adapter, 'exchange')
    const { state } = await manager().authorize('fake')
    const error = await failure(manager().callback(returned(state)))
    expect(error.code).toBe('callback_refused')
    expect(error.message).toContain(`cannot be trusted: ${said}`)
    expect(exchange).not.toHaveBeenCalled()
  })

  it.each<[string, RedeemOutcome, string, string]>([
    [
      'nothing was sent',
      { kind: 'not-sent', cause: { name: 'ConnectError' } },
      'provider_unreachable',
      'could not be reached (ConnectError)',
    ],
    [
      'a status was all that came',
      { kind: 'unknown', cause: { name: 'Answer', status: 502 } },
      'exchange_unanswered',
      '(502); a code works once',
    ],
    [
      'nobody can say what came',
      { kind: 'unknown', cause: { name: 'Answer' } },
      'exchange_unanswered',
      '(Answer); a code works once',
    ],
  ])('says what became of its code when %s', async (_, outcome, code, said) => {
    const { manager } = world({ exchange: async () => outcome })
    const error = await failure(manager().exchange('fake', { code: 'any' }))
    expect(error).toMatchObject({ name: 'ProviderUnavailableError', code })
    expect(error.message).toContain(said)
    expect(error.message).toContain('Log in again: oauth-tokens login fake')
  })
})

it('a code from elsewhere for another account than was meant makes no connection', async () => {
  const { manager, store } = world()
  const error = await failure(manager().exchange('fake', { code: 'good-code', account: 'account-2' }))
  expect(error).toMatchObject({ name: 'AuthorizationError', code: 'account_mismatch' })
  expect((await store.read(id)).tokens).toBeUndefined()
})

describe('a login on another device', () => {
  const issued: RedeemOutcome = {
    kind: 'issued',
    grant: { accessToken: 'device-access', refreshToken: 'device-refresh', tokenType: 'bearer', raw: {} },
  }
  /** A server that names no interval, and whose code was consented to at once. */
  const device: DeviceAbility = {
    start: async () => ({
      deviceCode: 'device-code',
      userCode: 'WDJB-MJHT',
      verificationUrl: 'https://provider.example/device',
      verificationUrlComplete: 'https://provider.example/device?code=WDJB-MJHT',
      expiresIn: 300,
      interval: 0,
    }),
    poll: async () => issued,
  }

  it('shows the link that has the code in it, and asks no more often than the standard has it', async () => {
    const { manager, clock } = world({ device })
    const began = clock.now()
    const login = await manager().authorizeDevice('fake')
    expect(login.verificationUrlComplete).toBe('https://provider.example/device?code=WDJB-MJHT')
    await passingTime(clock, login.done, 1_000)
    expect(clock.now() - began).toBe(5_000)
  })

  it('names the account where the provider does not tell', async () => {
    const { manager, clock, provider } = world({ device })
    delete (provider.adapter as { identify?: unknown }).identify
    const { done } = await manager().authorizeDevice('fake', { accountName: 'shop-7' })
    const connection: Connection = await passingTime(clock, done, 1_000)
    expect(connection.id).toBe('fake:shop-7')
  })
})

describe('exporting', () => {
  it('says that a connection which was revoked has no tokens any more', async () => {
    const { tokens } = await loggedIn({ revoke: async () => ({ kind: 'revoked' }) })
    await tokens.revoke(id)
    const error = await failure(tokens.exportTokens(id))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'no_tokens', connection: id })
    expect(error.message).toContain('they were revoked')
  })

  it('says of a connection that the store lost that its tokens lie in the rescue folder', async () => {
    const { tokens, rescue, record } = await loggedIn()
    const { lineage } = (await record()).facts
    const lost = 'fake:account-2'
    await rescue.keep({ connection: lost, lineage, generation: 1, issuedAt: 1, tokens: '', parent: null })
    const error = await failure(tokens.exportTokens(lost))
    expect(error).toMatchObject({ code: 'rescue_pending' })
    expect(error.message).toContain(`oauth-tokens token ${lost}`)
  })
})
