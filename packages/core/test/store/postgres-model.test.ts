import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LeaseNote } from '../../src/store/lease.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { backoff, dead, doubt, intent } from '../../src/testing/store-contract/samples.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

const hour = 3_600_000
const id = fc.constantFrom('a:1', 'a:2')
const tokens = fc.constantFrom('tokens-1', 'tokens-2')
/** Over at once, or never in this test: the server's clock cannot be stepped. */
const duration = fc.constantFrom(0, hour)
const holder = fc.constantFrom('ann', 'bob').map((name) => ({ owner: name, host: name }))
const fact = <Value>(value: Value) => fc.constantFrom(undefined, null, value)
const note = fc
  .record({ doubt: fact(doubt), dead: fact({ ...dead, doubt }), backoff: fact(backoff) })
  .map((facts) => facts as LeaseNote)
const spent = fc
  .record(
    {
      lineage: fc.constantFrom('lineage-1', 'lineage-2'),
      generation: fc.constantFrom(7, 8),
      singleUse: fc.boolean(),
      window: duration,
    },
    { requiredKeys: ['lineage', 'generation', 'singleUse'] },
  )
  .map((changes) => ({ ...intent, ...changes }))

/** What is asked, seldom with another fence or other tokens than the present ones. */
interface Present {
  fence: number
  tokens: string | undefined
}
type Asked = (store: TokenStore, present: Present) => Promise<unknown>
interface Operation {
  connection: string
  ask: Asked
}
const seldom = fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0)
const fenceOf = ({ fence }: Present, off: boolean) => (off ? fence - 1 : fence)
const tokensOf = ({ tokens }: Present, off: boolean) => (off ? 'others' : tokens)

const operation: fc.Arbitrary<Operation> = fc
  .record({
    connection: id,
    off: seldom,
    holder,
    duration,
    note,
    spent,
    tokens,
    value: fc.option(tokens, { nil: undefined }),
  })
  .chain(({ connection, off, holder, duration, note, spent, tokens, value }) => {
    const asks: Asked[] = [
      (store) => store.acquire(connection, holder, duration),
      (store, present) =>
        store.spend(connection, fenceOf(present, false), tokensOf(present, off) ?? 'others', spent, duration),
      (store, present) =>
        store.spend(connection, fenceOf(present, off), present.tokens ?? 'others', spent, duration),
      (store, present) => store.extend(connection, fenceOf(present, off), duration),
      (store, present) => store.withdraw(connection, fenceOf(present, off), duration),
      (store, present) => store.release(connection, fenceOf(present, off), note),
      (store, present) => store.save(connection, tokensOf(present, off), tokens),
      (store, present) =>
        store.save(connection, present.tokens, tokens, { fence: fenceOf(present, off), note }),
      (store) => store.read(connection),
      (store) => store.putAuthorization(connection, tokens, duration),
      (store) => store.takeAuthorization(connection),
      (store) => store.swapNote(connection, value, tokens),
      (store) => store.readNote(connection),
      (store) => store.writeHistory(connection, value),
      (store) => store.readHistory(connection),
    ]
    // The lease first: the other half of the list is simple.
    const index = fc.oneof(
      { weight: 5, arbitrary: fc.nat({ max: 8 }) },
      { weight: 1, arbitrary: fc.nat({ max: 14 }) },
    )
    return index.map((at) => ({ connection, ask: asks[at] as Asked }))
  })

/** With what is absolute in times left out: deadlines are over or not, and redemptions are counted. */
function timeless(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  const { now, lease, ...rest } = answer as { now: number; lease?: Record<string, unknown> }
  expect(typeof now).toBe('number')
  if (!lease) return rest
  const { since, until, spends, ...facts } = lease as {
    since?: number
    until?: number
    spends?: { at: number[] }
  }
  return {
    ...rest,
    ...facts,
    since: since !== undefined && since <= now,
    until: until !== undefined && (now < until ? 'later' : 'over'),
    lasts: until !== undefined && since !== undefined && until >= since,
    ...(spends && { spends: { ...spends, at: spends.at.map((at) => at <= now) } }),
  }
}

describe.skipIf(postgresMissing)('PostgreSQL beside the transitions in lease.ts', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(() => server?.remove())

  it('answers as memory does, whatever is asked in whatever order', async () => {
    const schema = server.schema()
    const postgres = [postgresStore(server.url(), { schema }), postgresStore(server.url(), { schema })]
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 40, size: 'max' }), async (operations) => {
        await postgres[0]!.read('a:1')
        await server.admin(`TRUNCATE ${schema}.connections, ${schema}.entries`)
        const memory = memoryStore()
        run++
        for (const [index, { connection, ask }] of operations.entries()) {
          const { tokens, lease } = await memory.read(connection)
          const present = { fence: lease.fence, tokens }
          const [got, expected] = [await ask(postgres[index % 2]!, present), await ask(memory, present)]
          expect(timeless(got)).toEqual(timeless(expected))
        }
        for (const key of ['a:1', 'a:2']) {
          expect(timeless(await postgres[0]!.read(key))).toEqual(timeless(await memory.read(key)))
        }
      }),
      { numRuns: Number(process.env['POSTGRES_MODEL_RUNS'] ?? 100) },
    )
    expect(run).toBeGreaterThan(0)
    for (const store of postgres) await store.close()
  })

  it('takes back the newest of the redemptions that it counted', async () => {
    const store = postgresStore(server.url(), { schema: server.schema() })
    await store.save('a:1', undefined, 'tokens')
    const counted = { ...intent, window: hour }
    let { fence = 0 } = await store.acquire('a:1', { owner: 'ann', host: 'a' }, hour)
    await store.spend('a:1', fence, 'tokens', counted, hour)
    const first = (await store.read('a:1')).lease.spends
    await store.release('a:1', fence, {})
    await new Promise((resolve) => setTimeout(resolve, 5))
    ;({ fence = 0 } = await store.acquire('a:1', { owner: 'ann', host: 'a' }, hour))
    await store.spend('a:1', fence, 'tokens', counted, hour)
    const { spends, since } = (await store.read('a:1')).lease
    expect(spends?.at).toEqual([first?.at[0], since])
    await store.withdraw('a:1', fence, hour)
    expect((await store.read('a:1')).lease.spends).toEqual(first)
    await store.close()
  })

  it.each([
    ['another generation', { ...doubt, generation: 6 }, 'host-b'],
    ['another lineage', { ...doubt, lineage: 'lineage-0' }, 'host-b'],
    ['the very same token set', doubt, 'host-a'],
  ])('meets a lost answer when there is a doubt of %s already', async (_what, older, host) => {
    for (const store of [postgresStore(server.url(), { schema: server.schema() }), memoryStore()]) {
      await store.save('a:1', undefined, 'tokens')
      const first = await store.acquire('a:1', { owner: 'ann', host: 'host-a' }, hour)
      await store.release('a:1', first.fence ?? 0, { doubt: older })
      const { fence = 0 } = await store.acquire('a:1', { owner: 'bob', host: 'host-b' }, hour)
      await store.spend('a:1', fence, 'tokens', intent, 0)
      const { lease } = await store.acquire('a:1', { owner: 'eve', host: 'host-c' }, hour)
      expect(lease.doubt).toEqual({ ...doubt, host })
      await store.close()
    }
  })

  it('keeps fields of a lease that a newer version may write, where lease.ts keeps them', async () => {
    const schema = server.schema()
    const store = postgresStore(server.url(), { schema })
    await store.save('a:1', undefined, 'tokens')
    const { fence = 0 } = await store.acquire('a:1', { owner: 'ann', host: 'a' }, hour)
    await server.admin(`UPDATE ${schema}.connections SET lease = lease || '{"later":{"since":1}}'`)
    await store.extend('a:1', fence, hour)
    await store.spend('a:1', fence, 'tokens', intent, hour)
    await store.withdraw('a:1', fence, hour)
    expect((await store.read('a:1')).lease).toMatchObject({ later: { since: 1 } })
    await store.close()
  })
})
