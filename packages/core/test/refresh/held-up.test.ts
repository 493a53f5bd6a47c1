import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { tampered } from '../support/tampered.ts'
import { fakeTimers } from '../support/turns.ts'
import { failure, id, loggedIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const throttled = (scope: 'grant' | 'client') => (): RedeemOutcome => ({
  kind: 'throttled',
  code: 'http_429',
  message: 'Too many requests.',
  scope,
  retryAfter: 600,
})

describe('what holds a connection up', () => {
  it('is nothing, as long as nothing went wrong', async () => {
    const { tokens } = await loggedIn()
    expect(await tokens.heldUp(id)).toBeUndefined()
  })

  it('is told with its reason and its end, and sends nothing', async () => {
    const { tokens, provider, clock } = await loggedIn()
    clock.advance(60_000)
    provider.script = [throttled('grant')]
    await failure(tokens.refresh(id))
    expect(await tokens.heldUp(id)).toEqual({
      scope: 'connection',
      reason: 'throttled',
      code: 'http_429',
      failures: 1,
      until: new Date(clock.now() + 600_000),
    })
    expect(provider.sent).toHaveLength(1)
    clock.advance(600_000)
    expect(await tokens.heldUp(id)).toBeUndefined()
  })

  it('may be what another connection of the same app was told, in another process', async () => {
    const { manager, provider } = world({ refreshTokens: 'reusable' })
    const [one, other] = [manager(), manager()]
    for (const account of ['1', '2'])
      await one.import({ provider: 'fake', account, refreshToken: `refresh-${account}` })
    provider.script = [throttled('client')]
    await failure(one.refresh('fake:1'))
    expect(await other.heldUp('fake:2')).toMatchObject({ scope: 'client', code: 'http_429' })
    expect(await other.connection('fake:2')).toMatchObject({ status: 'active' })
  })

  it('may be a budget that is used up', async () => {
    const { tokens, clock } = await loggedIn({ limits: { redemptions: 1, window: 600 } })
    await tokens.refresh(id)
    expect(await tokens.heldUp(id)).toEqual({
      scope: 'connection',
      reason: 'throttled',
      code: 'budget_used_up',
      failures: 0,
      until: new Date(clock.now() + 600_000),
    })
  })

  it('is asked of a connection that exists', async () => {
    const { tokens } = await loggedIn()
    expect(await failure(tokens.heldUp('fake:nobody'))).toMatchObject({ name: 'ConnectionNotFoundError' })
  })

  it.each([
    ['was forgotten', true],
    ['vanished', false],
  ])('is nothing where the connection %s meanwhile', async (_title, tombstone) => {
    const { manager, store, provider, clock } = await loggedIn()
    provider.script = [throttled('grant')]
    clock.advance(3_600_000)
    await failure(manager().getAccessToken(id))
    let reads = 0
    const between = tampered(store, async (method, apply) => {
      if (method !== 'read' || ++reads === 1) return apply()
      if (tombstone) await manager().forget(id)
      const { tokens, ...rest } = await store.read(id)
      return tombstone ? { ...rest, tokens } : rest
    })
    expect(await manager({ store: between }).heldUp(id)).toBeUndefined()
    expect(reads).toBe(2)
  })
})
