import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome, TokenStore } from '../../src/index.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const notSent = (): RedeemOutcome => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } })
const throttled = (): RedeemOutcome => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.' })

describe('a lease whose taking went unanswered', () => {
  it('is given back as soon as the store answers again, not only at its deadline', async () => {
    const { manager, store, clock, provider } = await expired()
    const faulty = failingStore(store)
    faulty.fail('acquire', 'after', 3)
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 25))).toMatchObject({ name: 'StoreUnavailableError' })
    expect((await store.read(id)).lease.state).toBe('held')
    await pass(clock, 1_000, 100)
    expect((await store.read(id)).lease.state).toBe('free')
    expect(await manager().getAccessToken(id)).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('is left to its deadline when the store stays away', async () => {
    const { manager, store, clock } = await expired()
    const faulty = failingStore(store)
    faulty.fail('acquire', 'before', 9_999)
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 25))).toMatchObject({ name: 'StoreUnavailableError' })
    await pass(clock, 20_000, 100)
    const asked = faulty.calls.length
    await pass(clock, 20_000, 100)
    expect(faulty.calls).toHaveLength(asked)
  })

  it('is given back also when work under it ended while the store was away', async () => {
    const { manager, store, clock, provider } = await expired()
    const faulty = failingStore(store)
    faulty.fail('spend', 'before', 1)
    faulty.fail('release', 'before', 2)
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(passingTime(clock, work, 25))).toMatchObject({ name: 'StoreUnavailableError' })
    await pass(clock, 1_000, 100)
    expect((await store.read(id)).lease.state).toBe('free')
    expect(provider.sent).toEqual([])
  })
})

describe('an intent after which nothing was sent or touched', () => {
  /** The store fails at the moment of telling it, for so many attempts. */
  const untold = async (outcome: () => RedeemOutcome, attempts: number) => {
    const made = await expired({ newAccessTokenRevokesOld: true })
    const faulty = failingStore(made.store)
    faulty.fail('release', 'before', attempts)
    made.provider.script = [outcome]
    const own = made.manager({ store: faulty.store })
    const error = await failure(passingTime(made.clock, own.getAccessToken(id), 25))
    expect(error).toMatchObject({ name: 'StoreUnavailableError' })
    expect((await made.store.read(id)).lease).toMatchObject({ state: 'spending' })
    return { ...made, faulty, own }
  }

  it.each([
    ['not sent', notSent],
    ['throttled', throttled],
  ])('I7: is told as long as it can be a doubt: %s', async (_title, outcome) => {
    const { store, clock, own, manager } = await untold(outcome, 8)
    await pass(clock, 20_000, 100)
    const { lease } = await store.read(id)
    expect(lease).toMatchObject({ state: 'free', backoff: { failures: 1 } })
    await pass(clock, 60_000, 10_000)
    expect((await store.read(id)).lease.doubt).toBeUndefined()
    expect(await manager().getAccessToken(id)).toBe('access-3')
    expect(await own.getAccessToken(id)).toBe('access-3')
  })

  it('I7: is no doubt to the process that knows, and it clears the record', async () => {
    const { store, clock, faulty, own, provider } = await untold(notSent, 9_999)
    await pass(clock, 60_000, 1_000)
    expect((await store.read(id)).lease.doubt).toBeDefined()
    faulty.heal()
    provider.script = [throttled]
    await failure(passingTime(clock, own.getAccessToken(id), 25))
    const { lease } = await store.read(id)
    expect(lease).toMatchObject({ state: 'free', backoff: { reason: 'throttled' } })
    expect(lease).not.toHaveProperty('doubt')
    // A refusal afterwards blames no lost answer.
    provider.current = 'elsewhere'
    await pass(clock, 10_000)
    expect(await failure(own.getAccessToken(id))).toMatchObject({ code: 'invalid_grant' })
  })

  it('is a doubt to others, whose own lost answers nobody may discount', async () => {
    const { clock, faulty, own, provider, manager } = await untold(notSent, 9_999)
    await pass(clock, 60_000, 1_000)
    provider.script = [
      (ordinary) => {
        ordinary()
        return { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }
      },
    ]
    await failure(passingTime(clock, manager().getAccessToken(id), 25))
    faulty.heal()
    await pass(clock, 10_000)
    expect(await failure(passingTime(clock, own.getAccessToken(id), 25))).toMatchObject({
      code: 'answer_lost',
    })
  })

  it.each(['before', 'after'] as const)('is withdrawn insistently, %s it was applied', async (when) => {
    const { manager, store, clock, provider } = await expired()
    const faulty = failingStore(store)
    faulty.fail('withdraw', when, 2)
    let asleep = true
    const trace = (step: string) => {
      if (step !== 'intent' || !asleep) return
      asleep = false
      clock.setWall(clock.now() + 2_001)
    }
    const own = manager({ store: faulty.store, trace })
    expect(await passingTime(clock, own.getAccessToken(id), 25)).toBe('access-3')
    expect(clock.monotonic()).toBeLessThan(3_600_000 + 5_000)
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('that the store may have recorded unanswered is no doubt either', async () => {
    const { manager, store, clock, provider } = await expired()
    let [spends, releases] = [1, 9_999]
    const faulty: TokenStore = tampered(store, async (method, apply) => {
      if (method === 'spend' && spends-- > 0) {
        await apply()
        throw new Error('away')
      }
      if (method === 'release' && releases-- > 0) throw new Error('away')
      return apply()
    })
    const own = manager({ store: faulty })
    await failure(passingTime(clock, own.getAccessToken(id), 25))
    await pass(clock, 60_000, 1_000)
    expect((await store.read(id)).lease.doubt).toBeDefined()
    releases = 0
    provider.current = 'elsewhere'
    expect(await failure(passingTime(clock, own.getAccessToken(id), 25))).toMatchObject({
      code: 'invalid_grant',
    })
  })
})

describe('a refusal that the store cannot be told of', () => {
  it('keeps nobody waiting for the lease under which it was to be told', async () => {
    const { manager, store, clock, provider } = await expired()
    provider.current = 'elsewhere'
    const faulty = failingStore(store)
    const own = manager({ store: faulty.store })
    for (const wait of [31_000, 0]) {
      faulty.fail('release', 'before', 3)
      await failure(passingTime(clock, own.getAccessToken(id), 25))
      await pass(clock, wait, 1_000)
    }
    expect((await store.read(id)).lease.state).toBe('free')
    expect(provider.sent).toHaveLength(1)
  })
})

describe('the heartbeat of a lease', () => {
  it('goes on when the store did not take one', async () => {
    const { manager, store, clock, rescue } = await expired()
    let open = () => {}
    const slow = {
      ...rescue,
      find: async () => {
        if ((await store.read(id)).lease.state === 'held')
          await new Promise<void>((resolve) => {
            open = resolve
          })
        return []
      },
    }
    const faulty = failingStore(store)
    faulty.fail('extend', 'before', 1)
    const work = manager({ store: faulty.store, rescue: slow }).getAccessToken(id)
    await pass(clock, 15_000, 500)
    const { lease, now } = await store.read(id)
    expect(lease.until).toBeGreaterThan(now)
    open()
    expect(await work).toBe('access-3')
  })

  it('ends with a lease that was lost', async () => {
    const { manager, store, clock, rescue } = await expired()
    let open: (() => void) | undefined
    const slow = {
      ...rescue,
      find: async () => {
        if (!open && (await store.read(id)).lease.state === 'held')
          await new Promise<void>((resolve) => {
            open = resolve
          })
        return []
      },
    }
    const faulty = failingStore(store)
    const beats = () => faulty.calls.filter((method) => method === 'extend').length
    const work = manager({ store: faulty.store, rescue: slow }).getAccessToken(id)
    await pass(clock, 1_000, 500)
    await store.release(id, (await store.read(id)).lease.fence, {})
    await pass(clock, 20_000, 500)
    expect(beats()).toBe(1)
    open?.()
    expect(await passingTime(clock, work, 500)).toBe('access-3')
  })
})
