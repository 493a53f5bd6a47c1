import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RefreshEnd, RefreshObserver, Telemetry, TokenStore } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { gate } from '../support/gate.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime, turns } from '../support/turns.ts'
import { due, expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

describe('a refresh that loses every race', () => {
  it('I4: ends in an error that names the connection, and has sent nothing', async () => {
    const { manager, store, provider } = await expired()
    let spends = 0
    const restless = tampered(store, async (method, apply) => {
      if (method !== 'spend') return apply()
      spends += 1
      return false
    })
    const error = await failure(manager({ store: restless }).getAccessToken(id))
    expect(error).toMatchObject({ name: 'StoreUnavailableError', connection: id, retryable: true })
    expect(error.message).toMatch(/kept changing/)
    expect([spends, provider.sent]).toEqual([8, []])
  })

  it('is told in the history as begun again', async () => {
    const { manager, store } = await expired()
    let lost = false
    const meddled = tampered(store, async (method, apply) => {
      if (method !== 'spend' || lost) return apply()
      lost = true
      return false
    })
    const own = manager({ store: meddled })
    await own.getAccessToken(id)
    await turns()
    const told = (await own.history(id)).map(({ action, outcome }) => `${action} ${outcome}`)
    expect(told).toEqual(['login issued', 'refresh again', 'refresh issued'])
  })
})

describe('a refresh that waits for the lease of another process', () => {
  /** The other one is stuck, and keeps its lease. */
  const stuck = async (store: TokenStore) => store.acquire(id, { owner: 'stuck', host: 'host-a' }, 3_600_000)

  it('takes what is stored meanwhile, also while the lease is held', async () => {
    const { manager, store, clock, record, provider } = await expired()
    await stuck(store)
    const waiting = manager().getAccessToken(id)
    await pass(clock, 1_000, 100)
    const { facts, secrets } = await record()
    const { tokens } = await store.read(id)
    const next = {
      facts: { ...facts, generation: 2, issuedAt: clock.now(), expiresAt: clock.now() + 3_600_000 },
      secrets: { ...secrets, accessToken: 'brought' },
    }
    await store.save(id, tokens, await encodeRecord(next, plainCipher))
    expect(await passingTime(clock, waiting, 100)).toBe('brought')
    expect(provider.sent).toEqual([])
  })

  it('says in the history whom it waited for', async () => {
    const { manager, store, clock } = await expired()
    const { fence = 0 } = await stuck(store)
    const own = manager()
    const waiting = own.getAccessToken(id)
    await pass(clock, 1_000, 100)
    await store.release(id, fence, {})
    await passingTime(clock, waiting, 100)
    await turns()
    expect((await own.history(id)).at(-1)).toMatchObject({ outcome: 'issued', waitedFor: 'host-a' })
  })

  it('leaves it to the other one where nobody here waits, and asks again only seconds later', async () => {
    const { manager, store, clock } = await due()
    await stuck(store)
    const faulty = failingStore(store)
    const ends: RefreshEnd[] = []
    const observer: RefreshObserver = {
      run: (work) => work(),
      step: () => {},
      end: (end) => void ends.push(end),
    }
    const telemetry: Telemetry = { refresh: () => observer, event: () => {} }
    const auto = manager({ store: faulty.store, telemetry }).autoRefresh()
    await pass(clock, 60_000, 1_000)
    const before = faulty.calls.length
    await pass(clock, 20_000, 100)
    const taken = faulty.calls.slice(before).filter((method) => method === 'acquire').length
    expect(taken).toBeGreaterThan(1)
    expect(taken).toBeLessThanOrEqual(10)
    expect(ends.at(-1)).toMatchObject({ outcome: 'cool-down', error: { name: 'LeaseTimeoutError' } })
    await passingTime(clock, auto.stop())
  })

  it('waits for it as soon as somebody here does', async () => {
    const { manager, store, clock } = await expired()
    const { fence = 0 } = await stuck(store)
    const first = gate()
    let acquires = 0
    const slow = tampered(store, async (method, apply) => {
      if (method === 'acquire' && ++acquires === 1) await first.passed
      return apply()
    })
    const own = manager({ store: slow })
    const auto = own.autoRefresh()
    for (let passed = 0; acquires === 0 && passed < 120; passed++) await pass(clock, 500)
    const waiting = own.getAccessToken(id)
    await turns()
    first.open()
    await pass(clock, 1_000, 100)
    await store.release(id, fence, {})
    expect(await passingTime(clock, waiting, 100)).toBe('access-3')
    await passingTime(clock, auto.stop())
  })
})

describe('a refusal that was noted, and whose note went unanswered', () => {
  it('needs no lease to be told again', async () => {
    const { manager, store, clock, provider } = await expired()
    provider.current = 'elsewhere'
    const faulty = failingStore(store)
    faulty.fail('release', 'after', 3)
    const own = manager({ store: faulty.store })
    await failure(passingTime(clock, own.getAccessToken(id), 50))
    await pass(clock, 1_000)
    faulty.calls.length = 0
    expect(await failure(own.getAccessToken(id))).toMatchObject({ code: 'invalid_grant' })
    expect(faulty.calls).not.toContain('acquire')
  })
})
