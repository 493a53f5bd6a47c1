import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('an answer that was lost stays a doubt when a later attempt of the same process, not sent, goes untold', async () => {
  const { manager, store, clock, provider } = await expired()
  const faulty = failingStore(store)
  const own = manager({ store: faulty.store })
  provider.script = [
    (ordinary) => {
      ordinary()
      return { kind: 'unknown', cause: { name: 'Error', code: 'ECONNRESET' } }
    },
    () => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }),
  ]
  await failure(passingTime(clock, own.getAccessToken(id), 25))
  await pass(clock, 10_000, 1_000)
  faulty.fail('release', 'before', 9_999)
  await failure(passingTime(clock, own.getAccessToken(id), 25))
  await pass(clock, 60_000, 1_000)
  faulty.heal()
  expect(await failure(passingTime(clock, own.getAccessToken(id), 25))).toMatchObject({ code: 'answer_lost' })
})

it('a lease of another process is asked for about ten times a second, not with every turn', async () => {
  const { manager, store, clock } = await expired()
  const { fence = 0 } = await store.acquire(id, { owner: 'stuck', host: 'host-a' }, 3_600_000)
  const faulty = failingStore(store)
  const work = manager({ store: faulty.store }).getAccessToken(id)
  await pass(clock, 3_000, 10)
  const asked = faulty.calls.filter((method) => method === 'acquire').length
  expect(asked).toBeGreaterThan(10)
  expect(asked).toBeLessThan(65)
  await store.release(id, fence, {})
  expect(await passingTime(clock, work, 50)).toBe('access-3')
})
