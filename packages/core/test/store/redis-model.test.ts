import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lease, LeaseNote } from '../../src/store/lease.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

// No time has to pass: a deadline is over at once, or not before the end of the tests.
const duration = fc.constantFrom(0, 600_000)
const window = fc.constantFrom(undefined, 0, 600_000, 600_000)
const id = fc.constantFrom('a:1', 'a:1', 'a:1', 'a:{2}%')
const name = fc.constantFrom('ann', 'bob', 'Zoë "the" \\ / 💥\n')
const lineage = fc.constantFrom('lineage-1', 'lineage-"2"/é')
const generation = fc.constantFrom(1, 7, 2 ** 53 - 1)
const at = fc.constantFrom(1_750_000_000_000, 1_750_000_000_123.5, 0)
const holder = fc.record(
  { owner: name, host: name, later: fc.constantFrom([], {}, [1.5, { much: 2 ** 53 - 1 }]) },
  { requiredKeys: ['owner', 'host'] },
)
const pair = { lineage, generation, at, later: fc.constantFrom([], {}, 1e300) }
const doubt = fc.record({ ...pair, host: name }, { requiredKeys: ['lineage', 'generation', 'at', 'host'] })
const dead = fc.record({ ...pair, code: name })
const backoff = fc.record({
  failures: generation,
  since: at,
  until: at,
  reason: fc.constant('transient' as const),
  code: name,
})
const fact = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(fc.constant(null), value)
const note = fc.record(
  { doubt: fact(doubt), dead: fact(dead), backoff: fact(backoff) },
  { requiredKeys: [] },
) as fc.Arbitrary<LeaseNote>
const intent = fc
  .record({ ...pair, singleUse: fc.boolean(), window })
  .map(({ window, ...rest }) => ({ ...rest, ...(window !== undefined && { window }) }))

/** Given the present fence and tokens, most operations hit; some miss. */
interface Present {
  on: string
  fence: number
  tokens: string | undefined
}
type Operation = (store: TokenStore, present: Present) => Promise<unknown>
const missFence = fc.constantFrom(...Array<number>(10).fill(0), 1, -1)
const missTokens = fc.constantFrom(...Array<boolean>(6).fill(false), true)
const next = fc.constantFrom('', 'tokens-1', 'tokens-2', '{"é"}')

const acquire = fc.tuple(holder, duration).map(
  ([by, time]): Operation =>
    (store, { on }) =>
      store.acquire(on, by, time),
)
const extend = fc.tuple(missFence, duration).map(
  ([miss, time]): Operation =>
    (store, { on, fence }) =>
      store.extend(on, fence + miss, time),
)
const spend = fc.tuple(missFence, missTokens, intent, duration).map(
  ([miss, other, what, time]): Operation =>
    (store, { on, fence, tokens = '' }) =>
      store.spend(on, fence + miss, other ? 'another' : tokens, what, time),
)
const withdraw = fc.tuple(missFence, duration).map(
  ([miss, time]): Operation =>
    (store, { on, fence }) =>
      store.withdraw(on, fence + miss, time),
)
const release = fc.tuple(missFence, note).map(
  ([miss, what]): Operation =>
    (store, { on, fence }) =>
      store.release(on, fence + miss, what),
)
const save = fc.tuple(missTokens, next, fc.option(fc.tuple(missFence, note))).map(
  ([other, to, closing]): Operation =>
    (store, { on, fence, tokens }) => {
      const freed = closing ? { fence: fence + closing[0], note: closing[1] } : undefined
      return store.save(on, other ? 'another' : tokens, to, freed)
    },
)
const swap = fc.tuple(next, fc.boolean()).map(
  ([to, other]): Operation =>
    async (store, { on }) => {
      const { value } = await store.readNote(on)
      return [
        value,
        await store.swapNote(on, other ? 'another' : value, to),
        (await store.readNote(on)).value,
      ]
    },
)
const operation = fc.tuple(
  id,
  fc.oneof(
    { weight: 4, arbitrary: acquire },
    { weight: 4, arbitrary: spend },
    { weight: 2, arbitrary: save },
    extend,
    withdraw,
    release,
    swap,
  ),
)

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis('--appendonly', 'no')
  })
  afterAll(() => server.stop())

  it('makes Redis answer as memory does, whatever is asked in whatever order', async () => {
    let run = 0
    const reached = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 30, maxLength: 60 }), async (operations) => {
        const namespace = `model-${++run}`
        const redis = [redisStore(server.url, { namespace }), redisStore(server.url, { namespace })]
        const memory = memoryStore()
        for (const [index, [on, ask]] of operations.entries()) {
          const { tokens, lease } = await memory.read(on)
          const present = { on, fence: lease.fence, tokens }
          const expected = await ask(memory, present)
          expect(comparable(await ask(redis[index % 2]!, present))).toEqual(comparable(expected))
          const read = await memory.read(on)
          expect(comparable(await redis[0]!.read(on))).toEqual(comparable(read))
          reached.add(
            `${read.lease.state}${read.lease.doubt ? ' doubt' : ''}${read.lease.spends ? ' spends' : ''}`,
          )
        }
        for (const store of redis) await store.close()
      }),
      { numRuns: 120 },
    )
    // The comparison is worth nothing where it never goes.
    for (const state of ['free', 'held', 'spending']) {
      for (const more of ['', ' doubt', ' spends', ' doubt spends']) expect(reached).toContain(state + more)
    }
  })
})

/** Without absolute times, which differ. */
function comparable(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('lease' in answer)) return answer
  const { lease, now, ...rest } = answer as { lease: Lease; now: number }
  const { since, until, spends, ...facts } = lease
  return JSON.parse(
    JSON.stringify({
      ...rest,
      ...facts,
      since: since === undefined ? 'never' : since <= now,
      alive: until === undefined ? 'never' : now < until,
      ...(spends && { spends: { ...spends, at: spends.at.map((time) => time <= now) } }),
    }),
  )
}
