import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gate } from './support/gate.ts'
import { hour } from './support/records.ts'
import { fakeTimers, pass, turns } from './support/turns.ts'
import { expired, failure, id, loggedIn, logIn, world } from './support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const day = 24 * hour

describe('keeping connections fresh', () => {
  it('refreshes before anybody asks', async () => {
    const { tokens, provider, clock } = await loggedIn()
    const auto = tokens.autoRefresh()
    await pass(clock, 0.84 * hour, 60_000)
    expect(provider.sent).toEqual([])
    await pass(clock, 0.07 * hour, 60_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await pass(clock, 10 * hour, 60_000)
    expect(provider.sent.length).toBeGreaterThanOrEqual(10)
    expect(new Set(provider.sent).size).toBe(provider.sent.length)
    await auto.stop()
  })

  it('tells what comes next, the earliest first', async () => {
    const { tokens, clock } = await loggedIn()
    const lifetimes = [4, 2, 3, 1]
    for (const hours of lifetimes) {
      const expiresAt = new Date(clock.now() + hours * 10 * hour)
      await tokens.import({
        ...{ provider: 'fake', account: `lives-${hours}`, accessToken: 'a', refreshToken: `r-${hours}` },
        expiresAt,
      })
    }
    const auto = tokens.autoRefresh()
    await auto.idle()
    const next = auto.upcoming(3)
    expect(next.map(({ connection }) => connection)).toEqual([id, 'fake:lives-1', 'fake:lives-2'])
    expect(next.map(({ at }) => at.getTime()).every((at) => at > clock.now())).toBe(true)
    expect(auto.upcoming(99)).toHaveLength(5)
    await auto.stop()
  })

  it('begins at once with what is due already', async () => {
    const { tokens, provider } = await expired()
    const auto = tokens.autoRefresh()
    await auto.idle()
    expect(provider.sent).toEqual(['refresh-2'])
    await auto.stop()
  })

  it('keeps a refresh token alive that nobody uses', async () => {
    const { tokens, provider, clock } = await loggedIn({ accessTokenLifetime: 400 * 86_400 })
    provider.lifetime = 400 * 86_400
    await tokens.refresh(id)
    const auto = tokens.autoRefresh()
    for (let passed = 0; passed < 80; passed++) await pass(clock, day, hour * 6)
    expect(provider.sent).toHaveLength(2)
    await auto.stop()
  })

  it('I7: does not hammer a provider whose refresh token is said to end and is never renewed', async () => {
    const { tokens, provider, clock } = await loggedIn({
      refreshTokens: 'reusable',
      refreshTokenLifetime: 6 * 3_600,
    })
    const auto = tokens.autoRefresh()
    await pass(clock, 12 * hour, 10_000)
    expect(provider.sent.length).toBeGreaterThanOrEqual(12)
    expect(provider.sent.length).toBeLessThan(30)
    await auto.stop()
  })

  it('announces the end of a token that cannot be refreshed, once, and sends nothing', async () => {
    const { manager, provider, clock, events } = world()
    const tokens = manager()
    await tokens.import({
      provider: 'fake',
      account: 'account-1',
      accessToken: 'a',
      expiresIn: 3600,
      issuedAt: new Date(clock.now()),
    })
    const auto = tokens.autoRefresh()
    await pass(clock, 5 * hour, 60_000)
    expect(events.filter(({ type }) => type === 'reauthorization-due')).toHaveLength(1)
    expect(provider.sent).toEqual([])
    await auto.stop()
  })

  it('takes up what another process logs in, refreshes or forgets', async () => {
    const { manager, provider, clock } = world()
    const auto = manager().autoRefresh()
    await auto.idle()
    const other = manager()
    await logIn(other)
    await pass(clock, hour, 60_000)
    expect(provider.sent).toEqual(['refresh-2'])
    await pass(clock, hour / 2, 60_000)
    await other.refresh(id)
    await pass(clock, hour / 2, 60_000)
    expect(provider.sent).toEqual(['refresh-2', 'refresh-3'])
    await other.forget(id)
    await pass(clock, 3 * hour, 60_000)
    expect(provider.sent).toHaveLength(2)
    await auto.stop()
  })

  it('I1: costs one redemption, however many processes keep the same connection fresh', async () => {
    const { manager, provider, clock } = await loggedIn()
    const autos = Array.from({ length: 4 }, () => manager().autoRefresh())
    await pass(clock, 24 * hour, 20_000)
    expect(new Set(provider.sent).size).toBe(provider.sent.length)
    expect(provider.sent.length).toBeLessThan(30)
    expect(provider.maxInFlight).toBe(1)
    await Promise.all(autos.map((auto) => auto.stop()))
  })

  it('works on no more connections at once than it was told', async () => {
    const { manager, provider, clock } = world({ refreshTokens: 'reusable' })
    const tokens = manager()
    for (let account = 0; account < 20; account++) {
      await tokens.import({ provider: 'fake', account: `${account}`, refreshToken: 'refresh-1' })
    }
    // The first request of a process goes alone.
    await tokens.getAccessToken('fake:0')
    let [flying, most] = [0, 0]
    const held = gate()
    provider.before = async () => {
      most = Math.max(most, ++flying)
      await held.passed
    }
    provider.after = async () => {
      flying -= 1
    }
    const auto = tokens.autoRefresh({ concurrency: 3 })
    await pass(clock, 100)
    await turns(20)
    expect(flying).toBe(3)
    held.open()
    await auto.idle()
    expect(most).toBe(3)
    expect(provider.sent).toHaveLength(20)
    await auto.stop()
  })

  it('leaves a connection to the process that is at it, and goes on with the others', async () => {
    const { manager, provider, store, clock } = world({ refreshTokens: 'reusable' })
    const tokens = manager()
    for (const account of ['1', '2']) {
      await tokens.import({ provider: 'fake', account, refreshToken: `refresh-of-${account}` })
    }
    const { fence = 0 } = await store.acquire('fake:1', { owner: 'other', host: 'elsewhere' }, hour)
    const auto = tokens.autoRefresh({ concurrency: 1 })
    await pass(clock, 100)
    expect(provider.sent).toEqual(['refresh-of-2'])
    await pass(clock, 10_000)
    expect(provider.sent).toEqual(['refresh-of-2'])
    await store.release('fake:1', fence, {})
    await pass(clock, 5_000)
    expect(provider.sent).toEqual(['refresh-of-2', 'refresh-of-1'])
    await auto.stop()
  })

  it('I4: waits for the process that is at it as soon as somebody here wants the token', async () => {
    const { manager, provider, store, clock } = world({ refreshTokens: 'reusable' })
    const tokens = manager()
    await tokens.import({ provider: 'fake', account: '1', refreshToken: 'refresh-1' })
    const { fence = 0 } = await store.acquire('fake:1', { owner: 'other', host: 'elsewhere' }, hour)
    const auto = tokens.autoRefresh()
    await pass(clock, 1)
    // Joins what the keeper has begun.
    const wanted = tokens.getAccessToken('fake:1')
    await pass(clock, 200)
    await store.release('fake:1', fence, {})
    await pass(clock, 200)
    expect(await wanted).toMatch(/^access-/)
    expect(provider.sent).toEqual(['refresh-1'])
    await auto.stop()
  })

  it('waits, when stopped, for what is in work, and begins nothing more', async () => {
    const { tokens, provider, clock, record } = await expired()
    const held = gate()
    provider.before = () => held.passed
    const auto = tokens.autoRefresh()
    await turns()
    let stopped = false
    const stopping = auto.stop().then(() => {
      stopped = true
    })
    await turns()
    expect(stopped).toBe(false)
    held.open()
    await stopping
    expect((await record()).secrets.refreshToken).toBe('refresh-3')
    await pass(clock, 10 * hour, 60_000)
    expect(provider.sent).toHaveLength(1)
  })

  it('is stopped by close', async () => {
    const { tokens, provider, clock } = await loggedIn()
    tokens.autoRefresh()
    await turns()
    await tokens.close()
    await pass(clock, 10 * hour, 60_000)
    expect(provider.sent).toEqual([])
    expect(await failure(tokens.getAccessToken(id))).toMatchObject({ code: 'closed' })
  })

  it('lists ten thousand connections once, and then reads nothing until something is due', async () => {
    const { manager, store, clock } = world({ refreshTokens: 'reusable' })
    const founder = manager()
    for (let account = 0; account < 10_000; account++) {
      await founder.import({
        provider: 'fake',
        account: `${account}`,
        accessToken: 'a',
        refreshToken: 'refresh-1',
        expiresIn: 90_000,
        issuedAt: new Date(clock.now()),
      })
    }
    let [lists, reads, leases] = [0, 0, 0]
    const counted = {
      ...store,
      list: () => {
        lists += 1
        return store.list()
      },
      read: (connection: string) => {
        reads += 1
        return store.read(connection)
      },
      acquire: (...asked: Parameters<typeof store.acquire>) => {
        leases += 1
        return store.acquire(...asked)
      },
    }
    const auto = manager({ store: counted }).autoRefresh()
    await auto.idle()
    await pass(clock, 20 * hour, 60_000)
    expect([lists, reads, leases]).toEqual([1, 0, 0])
    await pass(clock, 3 * hour, 60_000)
    expect(lists).toBe(1)
    expect(leases).toBeGreaterThanOrEqual(10_000)
    await auto.stop()
  })
})
