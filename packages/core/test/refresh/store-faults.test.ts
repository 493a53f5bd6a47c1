import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failingStore, type StoreMethod } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const methods: StoreMethod[] = [
  'read',
  'acquire',
  'extend',
  'spend',
  'save',
  'release',
  'readHistory',
  'writeHistory',
]

describe('a store operation that throws', () => {
  it.each(methods.flatMap((method) => (['before', 'after'] as const).map((when) => [method, when] as const)))(
    'I1 I2: %s, %s it was applied: costs at most an error that may be retried',
    async (method, when) => {
      const { manager, store, clock, provider, rescue, record } = await expired()
      const faulty = failingStore(store)
      faulty.fail(method, when)
      const own = manager({ store: faulty.store })
      const first = await passingTime(clock, own.getAccessToken(id), 50).catch((error: unknown) => error)
      if (first !== 'access-3')
        expect(first).toMatchObject({ name: 'StoreUnavailableError', retryable: true })
      await pass(clock, 60_000, 500)
      expect(await passingTime(clock, own.getAccessToken(id), 50)).toBe('access-3')
      expect(provider.sent).toEqual(['refresh-2'])
      expect(rescue.sets).toEqual([])
      expect((await record()).secrets.refreshToken).toBe('refresh-3')
      expect((await store.read(id)).lease).not.toHaveProperty('doubt')
    },
  )

  it('is told as an error of ours without the text of the store, which could say anything', async () => {
    const { manager, store } = await expired()
    const broken = {
      ...store,
      read: () => Promise.reject(Object.assign(new Error('secret of the driver'), { code: 'ECONNREFUSED' })),
    }
    const error = await failure(manager({ store: broken }).getAccessToken(id))
    expect(error).toMatchObject({
      name: 'StoreUnavailableError',
      cause: { name: 'Error', code: 'ECONNREFUSED' },
    })
    expect(error.message).toBe('The store memory: failed (ECONNREFUSED). Check it, then try again.')
  })
})

describe('a lease that another process holds', () => {
  it('is waited for, and what that process brought is taken', async () => {
    const { manager, provider, clock } = await expired()
    let release = () => {}
    provider.before = () =>
      new Promise((resolve) => {
        release = resolve
      })
    const first = manager().getAccessToken(id)
    await pass(clock, 10)
    const second = manager().getAccessToken(id)
    await pass(clock, 500, 50)
    expect(provider.sent).toHaveLength(1)
    release()
    expect(await first).toBe('access-3')
    expect(await passingTime(clock, second, 50)).toBe('access-3')
    expect(provider.sent).toHaveLength(1)
  })

  it('I4: ends in a LeaseTimeoutError that names the holder when it never comes free', async () => {
    const { manager, store, clock } = await expired()
    await store.acquire(id, { owner: 'stuck', host: 'host-a' }, 3_600_000)
    const error = await failure(passingTime(clock, manager().getAccessToken(id), 500))
    expect(error).toMatchObject({ name: 'LeaseTimeoutError', retryable: true, connection: id })
    expect(error.message).toMatch(/being worked on by host-a; waited 37\.5 s/)
  })

  it('is taken over when its holder died before it recorded an intent, and nothing is in doubt', async () => {
    const { manager, store, clock, provider } = await expired()
    await store.acquire(id, { owner: 'dead', host: 'host-a' }, 10_000)
    expect(await passingTime(clock, manager().getAccessToken(id), 500)).toBe('access-3')
    expect(clock.monotonic()).toBeGreaterThanOrEqual(3_610_000)
    expect(provider.sent).toEqual(['refresh-2'])
  })

  it('is kept by its heartbeat for as long as its holder lives', async () => {
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
    const first = manager({ rescue: slow }).getAccessToken(id)
    await pass(clock, 35_000, 500)
    const { lease, now } = await store.read(id)
    expect(lease).toMatchObject({ state: 'held', fence: 2 })
    expect(lease.until).toBeGreaterThan(now)
    open()
    expect(await first).toBe('access-3')
  })

  it('I1: is found out to be lost before anything is sent', async () => {
    const { manager, store, clock, provider, rescue } = await expired()
    const other = manager()
    let taken = false
    const slow = {
      ...rescue,
      find: async () => {
        const { lease } = await store.read(id)
        if (lease.state === 'held' && !taken) {
          taken = true
          // Its heartbeats are lost, and another process redeems meanwhile.
          await store.release(id, lease.fence, {})
          expect(await other.getAccessToken(id)).toBe('access-3')
        }
        return []
      },
    }
    expect(await passingTime(clock, manager({ rescue: slow }).getAccessToken(id), 50)).toBe('access-3')
    expect(provider.sent).toEqual(['refresh-2'])
  })
})

describe('two processes on one store', () => {
  it('I1: redeem once between them, whoever begins', async () => {
    const { manager, provider, clock } = await expired()
    const managers = Array.from({ length: 8 }, () => manager())
    const calls = managers.flatMap((each) => Array.from({ length: 50 }, () => each.getAccessToken(id)))
    expect(new Set(await passingTime(clock, Promise.all(calls), 20))).toEqual(new Set(['access-3']))
    expect(provider.sent).toEqual(['refresh-2'])
    expect(provider.maxInFlight).toBe(1)
  })

  it('notice each other’s refreshes: what one has in memory is dropped when the other has a newer one', async () => {
    const { tokens, manager, clock } = await expired()
    const other = manager()
    await passingTime(clock, Promise.all([tokens.getAccessToken(id), other.getAccessToken(id)]), 20)
    await other.refresh(id)
    await pass(clock, 1)
    expect(await tokens.getAccessToken(id)).toBe('access-4')
  })
})
