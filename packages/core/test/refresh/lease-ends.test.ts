import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedeemOutcome } from '../../src/index.ts'
import { gate } from '../support/gate.ts'
import { failingStore, tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('a back-off counts from the answer that it follows, not from the taking of the lease', async () => {
  const { manager, store, clock, provider } = await expired()
  provider.script = [(): RedeemOutcome => ({ kind: 'throttled', code: 'slow_down', message: 'Slow down.' })]
  provider.after = async () => clock.advance(5_000)
  await failure(manager().getAccessToken(id))
  const { lease, now } = await store.read(id)
  expect(lease.backoff?.since).toBe(now)
})

describe('a lease', () => {
  it('is let go of when the store did not take the rescued set that it was taken for', async () => {
    const { manager, store, clock, rescue } = await expired()
    const away = failingStore(store)
    away.fail('save', 'before', 9_999)
    await manager({ store: away.store }).getAccessToken(id)
    expect(rescue.sets).toHaveLength(1)
    clock.advance(31_000)
    const faulty = failingStore(store)
    faulty.fail('save')
    const work = manager({ store: faulty.store }).getAccessToken(id)
    expect(await failure(work)).toMatchObject({ name: 'StoreUnavailableError' })
    expect((await store.read(id)).lease.state).toBe('free')
  })

  it('whose intent was withdrawn is told of no longer than it can be held', async () => {
    const { manager, store, clock, provider } = await expired()
    const faulty = failingStore(store)
    const trace = (step: string) => {
      if (step !== 'intent') return
      clock.setWall(clock.now() + 2_001)
      faulty.fail('release', 'before', 9_999)
      faulty.fail('acquire', 'before', 9_999)
    }
    const own = manager({ store: faulty.store, trace })
    await failure(passingTime(clock, own.getAccessToken(id), 25))
    await pass(clock, 14_000, 100)
    const released = () => faulty.calls.filter((method) => method === 'release').length
    const told = released()
    await pass(clock, 14_000, 100)
    expect(told).toBeGreaterThan(1)
    expect(released()).toBe(told)
    expect(provider.sent).toEqual([])
  })

  it('has no heartbeat after its end, also when one was on its way', async () => {
    const { manager, store, clock, rescue } = await expired()
    const [extended, found] = [gate(), gate()]
    let beats = 0
    const slow = tampered(store, async (method, apply) => {
      const answer = await apply()
      if (method === 'extend') {
        beats += 1
        await extended.passed
      }
      return answer
    })
    const folder = {
      ...rescue,
      find: async () => {
        if ((await store.read(id)).lease.state === 'held') await found.passed
        return []
      },
    }
    const work = manager({ store: slow, rescue: folder }).getAccessToken(id)
    await pass(clock, 3_500, 500)
    found.open()
    expect(await work).toBe('access-3')
    extended.open()
    await pass(clock, 20_000, 500)
    expect(beats).toBe(1)
  })
})
