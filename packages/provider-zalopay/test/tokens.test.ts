import { type FakeClock, fakeClock } from '@oauth-tokens/core/testing'
import { type Sandbox, type ZaloPayOptions as Settings, startSandbox } from '@oauth-tokens/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ZaloPayOptions } from '../src/index.ts'
import { adapterFor, appId, codeAndVerifier, ha, idOfHa, managers } from './support/world.ts'

const start = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const day = 24 * hour

let sandbox: Sandbox
let clock: FakeClock
beforeEach(async () => {
  sandbox = await startSandbox({ now: () => start })
  clock = fakeClock(start)
})
afterEach(() => sandbox.close())

/** Both clocks, ZaloPay's and ours. */
const advance = (ms: number) => {
  sandbox.clock.advance(ms)
  clock.advance(ms)
}
const login = async (more: Partial<ZaloPayOptions> = {}) => {
  const tokens = managers(adapterFor(sandbox, more), clock)()
  await tokens.exchange('zalopay', codeAndVerifier(sandbox))
  return { tokens }
}
const as = async (zalopay: Settings) => {
  await sandbox.close()
  sandbox = await startSandbox({ now: () => start, zalopay })
}
const totals = () => sandbox.stats().totals

describe('tokens', () => {
  it('live for an hour and thirty days, and each refresh gives a new pair', async () => {
    const { tokens } = await login()
    const first = await tokens.getTokenSet(idOfHa)
    expect([first.expiresAt, first.refreshExpiresAt]).toEqual([
      new Date(start + hour),
      new Date(start + 30 * day),
    ])
    advance(hour)
    const second = await tokens.getTokenSet(idOfHa)
    expect(second).toMatchObject({ generation: 2, lineage: first.lineage })
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(second.refreshExpiresAt).toEqual(new Date(start + hour + 30 * day))
    expect(sandbox.zalopay.isLive(second.accessToken)).toBe(true)
  })

  it('are refreshed once, however many ask in however many processes', async () => {
    const manager = managers(adapterFor(sandbox))
    const tokens = manager()
    await tokens.exchange('zalopay', codeAndVerifier(sandbox))
    const rejected = await tokens.getAccessToken(idOfHa)
    const all = [tokens, manager(), manager()]
    const asked = Array.from({ length: 30 }, (_, call) => all[call % 3]!.getAccessToken(idOfHa, { rejected }))
    expect(new Set(await Promise.all(asked)).size).toBe(1)
    expect(totals()).toMatchObject({ redemptions: 1, replays: 0, maxInFlightPerToken: 1 })
  })

  it('outlive a refresh that does not tell lifetimes or a refresh token', async () => {
    const { tokens } = await login()
    advance(hour)
    sandbox.faults.add({ kind: 'missing-refresh-token' })
    const { refreshToken } = await tokens.getTokenSet(idOfHa)
    sandbox.faults.add({
      kind: 'wrong-types',
      set: { expires_in: sandbox.clock.now() * 40, refresh_expires_in: null },
    })
    advance(hour)
    const set = await tokens.getTokenSet(idOfHa)
    expect(set).toMatchObject({ generation: 3, expiresAt: new Date(start + 3 * hour) })
    expect(set.assumed).toContain('expiresAt')
    expect(set.refreshToken).not.toBe(refreshToken)
  })

  it('are asked for anew by the user when the refresh token is dead', async () => {
    const { tokens } = await login()
    sandbox.zalopay.revokeApp(appId, ha.muid)
    advance(hour)
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'INVALID_REFRESH_TOKEN',
    })
    await tokens.exchange('zalopay', codeAndVerifier(sandbox))
    expect(sandbox.zalopay.isLive(await tokens.getAccessToken(idOfHa))).toBe(true)
  })

  it('are kept after a refusal that nobody knows, and the user tells what it means', async () => {
    await as({ errors: { refreshToken: { reason: 'ZP_9', error: 'ZP', message: 'Không hợp lệ' } } })
    const { tokens } = await login()
    sandbox.zalopay.revokeApp(appId, ha.muid)
    advance(hour)
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({ name: 'ProviderUnavailableError' })
    expect((await tokens.connection(idOfHa)).status).not.toBe('reauthorization-required')

    const known = await login({ errors: { ZP_9: 'grant' } })
    sandbox.zalopay.revokeApp(appId, ha.muid)
    advance(hour)
    await expect(known.tokens.getAccessToken(idOfHa)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
    })
  })

  it('are not doubted when the secret is wrong or ZaloPay is busy', async () => {
    const { tokens } = await login()
    advance(hour)
    sandbox.faults.add({ kind: 'throttled' })
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({ name: 'RateLimitedError' })
    sandbox.zalopay.rotateSecret(appId, 'another-secret')
    advance(hour)
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'INVALID_SECRET_KEY',
    })
  })

  it('are in doubt after a lost answer, and asked for again only where that may help', async () => {
    const { tokens } = await login()
    advance(hour)
    sandbox.faults.add({ kind: 'answer-lost' })
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({ name: 'ProviderUnavailableError' })
    expect(totals()).toMatchObject({ redemptions: 1 })
    advance(hour)
    await expect(tokens.getAccessToken(idOfHa)).rejects.toMatchObject({
      name: 'ReauthorizationRequiredError',
      code: 'answer_lost',
    })

    await as({ refreshTokens: 'reusable' })
    const reusing = await login({ refreshTokens: 'reusable' })
    advance(hour)
    sandbox.faults.add({ kind: 'answer-lost' })
    await expect(reusing.tokens.getAccessToken(idOfHa)).rejects.toMatchObject({ retryable: true })
    advance(hour)
    expect(sandbox.zalopay.isLive(await reusing.tokens.getAccessToken(idOfHa))).toBe(true)
  })

  it('cannot be revoked, and the message says what can be done', async () => {
    const { tokens } = await login()
    await expect(tokens.revoke(idOfHa)).rejects.toMatchObject({
      code: 'revocation_unsupported',
      message: expect.stringContaining('forget'),
    })
  })
})
