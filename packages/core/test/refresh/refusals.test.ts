import { describe, expect, it } from 'vitest'
import type { RedeemOutcome, RefreshEnd, RefreshObserver, Telemetry } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { pass } from '../support/turns.ts'
import { due, expired, failure, id } from '../support/world.ts'

const clientRefused = (): RedeemOutcome => ({
  kind: 'refused',
  refusal: 'client',
  code: 'invalid_client',
  message: 'The app secret is wrong.',
})

describe('a refusal of this app', () => {
  it('asks nobody to consent again, and is not repeated with the same configuration', async () => {
    const { tokens, provider, manager } = await expired()
    provider.script = [clientRefused]
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'ConfigurationError',
      code: 'invalid_client',
    })
    const again = await failure(manager().getAccessToken(id))
    expect(again).toMatchObject({ name: 'ConfigurationError', code: 'invalid_client' })
    expect(again.message).toMatch(/Correct its settings/)
    expect(provider.sent).toHaveLength(1)
  })

  it('is forgotten as soon as the configuration changes', async () => {
    const { tokens, provider, manager } = await expired()
    provider.script = [clientRefused]
    await failure(tokens.getAccessToken(id))
    const corrected = manager({ adapter: { ...provider.adapter, configuration: 'configuration-2' } })
    expect(await corrected.getAccessToken(id)).toBe('access-3')
  })

  it('is remembered without the configuration itself', async () => {
    const { tokens, provider, store } = await expired({ configuration: 'digest-of-the-secret' })
    provider.script = [clientRefused]
    await failure(tokens.getAccessToken(id))
    expect((await store.read(id)).lease.backoff).toMatchObject({
      reason: 'configuration',
      configuration: 'plain.digest-of-the-secret',
    })
  })
})

describe('a token set of another client id', () => {
  it('is not sent anywhere', async () => {
    const { provider, manager } = await expired()
    const other = manager({ adapter: { ...provider.adapter, clientId: 'another-client' } })
    const error = await failure(other.getAccessToken(id))
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'client_id_mismatch' })
    expect(error.message).toMatch(/client id client,.*another-client/)
    expect(provider.sent).toEqual([])
  })
})

describe('a refusal of this refresh token', () => {
  it('asks the owner to consent again, says how, and is never repeated', async () => {
    const { tokens, provider, manager, clock, events } = await expired()
    provider.current = 'revoked by its owner'
    const error = await failure(tokens.getAccessToken(id))
    expect(error).toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'invalid_grant',
      retryable: false,
    })
    expect(error.message).toMatch(
      /refused for good \(invalid_grant\).*oauth-tokens login fake --account account-1/,
    )
    expect(error.message).not.toMatch(/lost/)
    expect(events.at(-1)).toMatchObject({ type: 'reauthorization-required', generation: 1 })
    await pass(clock, 86_400_000)
    expect(await failure(manager().refresh(id))).toMatchObject({ code: 'invalid_grant' })
    expect(provider.sent).toHaveLength(1)
    expect((await tokens.connection(id)).status).toBe('reauthorization-required')
  })

  it('is a fact about one token set: a new login works at once', async () => {
    const { tokens, provider } = await expired()
    provider.current = 'revoked by its owner'
    await failure(tokens.getAccessToken(id))
    await tokens.import({ provider: 'fake', account: 'account-1', refreshToken: provider.current })
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect((await tokens.connection(id)).status).toBe('active')
  })

  it('is never decided by the clock: a refresh token years overdue is still tried', async () => {
    const { tokens, clock } = await expired()
    clock.setWall(clock.now() + 5 * 365 * 86_400_000)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
  })
})

describe('a refusal whose connection changed while it was on its way', () => {
  /** The lease of the one that asked has lapsed by then. */
  const meanwhile = async (happen: (made: Awaited<ReturnType<typeof expired>>) => Promise<unknown>) => {
    const made = await expired()
    made.provider.current = 'elsewhere'
    made.provider.after = async () => {
      made.clock.advance(31_000)
      await happen(made)
    }
    const error = await failure(made.tokens.getAccessToken(id))
    expect(made.events.map(({ type }) => type)).not.toContain('reauthorization-required')
    return error
  }

  it('I7: asks nobody to consent to what was forgotten', async () => {
    expect(await meanwhile(({ manager }) => manager().forget(id))).toMatchObject({
      name: 'ConnectionNotFoundError',
    })
  })

  it('I6: asks nobody to consent because the store lost it', async () => {
    const lost = async ({ store }: Awaited<ReturnType<typeof expired>>) =>
      store.drop(id, (await store.read(id)).tokens ?? '')
    expect(await meanwhile(lost)).toMatchObject({ code: 'connection_vanished' })
  })
})

describe('a refusal beside a doubt about another token set', () => {
  it('blames no lost answer', async () => {
    const { tokens, manager, provider, store, clock, record } = await expired()
    const { facts, secrets } = await record()
    const { tokens: old = '', fence = 0 } = await store.acquire(id, { owner: 'o', host: 'host-a' }, 10_000)
    const intent = { lineage: facts.lineage, generation: 1, singleUse: true, at: clock.now() }
    await store.spend(id, fence, old, intent, 30_000)
    clock.advance(31_000)
    // Its holder saved after all; the lease was not its own any more.
    await store.acquire(id, { owner: 'other', host: 'host-a' }, 1)
    const next = { facts: { ...facts, generation: 2 }, secrets }
    await store.save(id, old, await encodeRecord(next, plainCipher))
    clock.advance(1)
    provider.current = 'elsewhere'
    expect((await store.read(id)).lease.doubt).toMatchObject({ generation: 1 })
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ code: 'invalid_grant' })
    expect((await manager().connection(id)).status).toBe('reauthorization-required')
  })
})

describe('what telemetry hears of a refusal', () => {
  it('is that nothing is in doubt', async () => {
    const ends: RefreshEnd[] = []
    const observer: RefreshObserver = {
      run: (work) => work(),
      step: () => {},
      end: (end) => void ends.push(end),
    }
    const telemetry: Telemetry = { refresh: () => observer, event: () => {} }
    const { manager, provider } = await expired()
    provider.current = 'elsewhere'
    await failure(manager({ telemetry }).getAccessToken(id))
    expect(ends).toMatchObject([{ outcome: 'failed', redeemed: true, doubtful: false }])
  })
})

describe('a connection without a refresh token', () => {
  it('serves its access token to the end, then asks for consent, without asking the provider', async () => {
    const { tokens, provider, clock } = await due()
    await tokens.import({
      provider: 'fake',
      account: 'account-1',
      accessToken: 'only-access',
      expiresIn: 3600,
      issuedAt: new Date(clock.now()),
    })
    clock.advance(3_599_999)
    expect(await tokens.getAccessToken(id)).toBe('only-access')
    expect(await failure(tokens.getAccessToken(id, { rejected: 'only-access' }))).toMatchObject({
      code: 'no_refresh_token',
    })
    clock.advance(1)
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'no_refresh_token',
    })
    expect(provider.sent).toEqual([])
  })
})
