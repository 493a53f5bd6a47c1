import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome } from '../src/index.ts'
import { hour } from './support/records.ts'
import { fakeTimers, pass } from './support/turns.ts'
import { expired, id, loggedIn, logIn } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('keeping connections fresh, in trouble', () => {
  it('tries again when the back-off of a failure is over, not before', async () => {
    const { tokens, provider, clock } = await expired()
    provider.script = [
      (): RedeemOutcome => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.', retryAfter: 600 }),
    ]
    const auto = tokens.autoRefresh()
    await pass(clock, 590_000, 10_000)
    expect(provider.sent).toHaveLength(1)
    await pass(clock, 61_000, 1_000)
    expect(provider.sent).toHaveLength(2)
    await auto.stop()
  })

  it('tries again soon when the store was away', async () => {
    const { store, manager, provider, clock } = await expired()
    let away = true
    const flaky = {
      ...store,
      acquire: (...args: Parameters<typeof store.acquire>) =>
        away ? Promise.reject(new Error('away')) : store.acquire(...args),
    }
    const auto = manager({ store: flaky }).autoRefresh()
    await pass(clock, 3_000, 100)
    away = false
    await pass(clock, 66_000, 1_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await auto.stop()
  })

  it('reports what it cannot read, and goes on with the others', async () => {
    const { manager, store, provider, clock } = await expired()
    const warnings: string[] = []
    const logger = { debug() {}, info() {}, error() {}, warn: (line: string) => warnings.push(line) }
    const broken = {
      ...store,
      list: async function* () {
        yield* store.list()
        throw new Error('a page is damaged')
      },
    }
    const auto = manager({ store: broken, logger }).autoRefresh()
    await pass(clock, 1_000)
    expect(provider.sent).toEqual(['refresh-2'])
    expect(warnings.join()).toMatch(/connections could not be listed/)
    expect(warnings.join()).not.toMatch(/damaged/)
    await auto.stop()
  })

  it('a connection whose provider is configured no more keeps no other from being kept fresh', async () => {
    const { manager, store, provider, clock } = await expired()
    const warnings: string[] = []
    const logger = { debug() {}, info() {}, error() {}, warn: (line: string) => warnings.push(line) }
    const gone = manager({ adapter: { ...provider.adapter, id: 'gone' } })
    await gone.import({ provider: 'gone', account: '1', accessToken: 'a', refreshToken: 'r', expiresIn: 1 })
    const firstOfAll = {
      ...store,
      list: async function* () {
        for await (const row of store.list()) if (row.id === 'gone:1') yield row
        for await (const row of store.list()) if (row.id !== 'gone:1') yield row
      },
    }
    const auto = manager({ store: firstOfAll, logger }).autoRefresh()
    await pass(clock, 1_000)
    expect(provider.sent).toEqual(['refresh-2'])
    expect(warnings).toEqual([expect.stringMatching(/^Keeping gone:1 fresh failed \(ConfigurationError\)/)])
    await pass(clock, 310_000, 10_000)
    expect(warnings).toHaveLength(2)
    await auto.stop()
  })

  it('lists again where the store was away at the start', async () => {
    const { manager, store, provider, clock } = await expired()
    let away = true
    let lists = 0
    const late = {
      ...store,
      list: async function* () {
        lists += 1
        if (away) throw new Error('connection refused')
        yield* store.list()
      },
    }
    const auto = manager({ store: late }).autoRefresh()
    await pass(clock, 200_000, 1_000)
    expect(provider.sent).toEqual([])
    expect(lists).toBeLessThanOrEqual(5)
    away = false
    await pass(clock, 70_000, 1_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await auto.stop()
  })

  it('lists again after the telling of changes was cut off, and not more than once a minute', async () => {
    const { manager, store, provider, clock } = await loggedIn()
    let cut = () => {}
    let lists = 0
    const deaf = {
      ...store,
      list: () => {
        lists += 1
        return store.list()
      },
      changes: (_listener: unknown, interrupted = () => {}) => {
        cut = interrupted
        return () => {}
      },
    }
    const auto = manager({ store: deaf }).autoRefresh()
    await auto.idle()
    // Somebody else's, due at once, of which nobody tells.
    await manager().import({ provider: 'fake', account: 'other', refreshToken: 'refresh-other' })
    for (let second = 0; second < 120; second++) {
      cut()
      await pass(clock, 1_000)
    }
    expect(provider.sent).toEqual(['refresh-other'])
    expect(lists).toBeGreaterThan(1)
    expect(lists).toBeLessThanOrEqual(4)
    await auto.stop()
  })

  it('leaves a dead connection alone until it is logged in again', async () => {
    const { tokens, provider, clock } = await expired()
    provider.current = 'revoked'
    const auto = tokens.autoRefresh()
    await pass(clock, 30 * hour, 30_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await logIn(tokens)
    await pass(clock, hour, 30_000)
    expect(provider.sent).toHaveLength(2)
    expect((await tokens.connection(id)).status).toBe('active')
    await auto.stop()
  })
})
