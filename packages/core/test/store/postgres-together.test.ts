import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { ann, intent, long } from '../../src/testing/store-contract/samples.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

describe.skipIf(postgresMissing)('several stores on one PostgreSQL', () => {
  let server: PostgresServer
  let schema = ''
  const stores: TokenStore[] = []
  const open = (user?: string) => {
    const store = postgresStore(server.url(user ? { user } : {}), { schema })
    stores.push(store)
    return store
  }
  beforeAll(async () => {
    server = await postgresServer()
  })
  beforeEach(() => {
    schema = server.schema()
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })
  afterAll(() => server?.remove())

  const count = async (store: TokenStore, times: number) => {
    for (let added = 0; added < times; ) {
      const { tokens } = await store.read('a:1')
      if (await store.save('a:1', tokens, String(Number(tokens ?? 0) + 1))) added++
    }
  }

  it('lose no update of four that count to 800 together', async () => {
    await Promise.all(Array.from({ length: 4 }, () => count(open(), 200)))
    expect((await open().read('a:1')).tokens).toBe('800')
  })

  it('never let two hold one lease, and give every turn a fence of its own', async () => {
    const fences: number[] = []
    let holders = 0
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const store = open()
        for (let turns = 0; turns < 15; ) {
          const { fence } = await store.acquire('a:1', { owner: `owner-${index}`, host: 'a' }, long)
          if (fence === undefined) continue
          expect(++holders).toBe(1)
          fences.push(fence)
          expect(await store.extend('a:1', fence, long)).toBe(true)
          holders--
          expect(await store.release('a:1', fence, {})).toBe(true)
          turns++
        }
      }),
    )
    expect(fences).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
  })

  it('count on as well where the default of the role is another isolation', async () => {
    await server.admin(`ALTER ROLE keeper SET default_transaction_isolation = 'serializable'`)
    await Promise.all(Array.from({ length: 4 }, () => count(open(), 25)))
    await server.admin('ALTER ROLE keeper RESET default_transaction_isolation')
    expect((await open().read('a:1')).tokens).toBe('100')
  })

  it('make the tables once when eight begin at the same time, and lose nothing of any', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => open().save(`a:${index}`, undefined, `tokens-${index}`)),
    )
    const found: string[] = []
    for await (const { tokens } of open().list()) found.push(tokens)
    expect(found.sort()).toEqual(Array.from({ length: 8 }, (_, index) => `tokens-${index}`))
  })

  it('need no more than the permissions that the schema names', async () => {
    await open().read('a:1')
    await server.admin(`
      CREATE ROLE runner LOGIN PASSWORD 'secret word';
      GRANT USAGE ON SCHEMA ${schema} TO runner;
      GRANT SELECT ON ${schema}.about TO runner;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.connections TO runner;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${schema}.entries TO runner`)
    const store = open('runner')
    const heard: string[] = []
    store.changes((id) => heard.push(id))
    await store.putAuthorization('state', 'verifier', long)
    expect(await store.takeAuthorization('state')).toBe('verifier')
    await store.writeHistory('a:1', 'events')
    await store.writeHistory('a:1', undefined)
    const { fence = 0 } = await store.acquire('a:1', ann, long)
    expect(await store.save('a:1', undefined, 'tokens', { fence, note: {} })).toBe(true)
    expect(await store.swapNote('note', undefined, 'value')).toBe(true)
    await expect.poll(() => heard).toEqual(['a:1'])
  })

  it('refresh in three round trips, and read in one', async () => {
    const store = open()
    await store.save('a:1', undefined, 'tokens-1')
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const trips = async (work: () => Promise<unknown>) => {
      asked.mockClear()
      expect(await work()).not.toBe(false)
      return asked.mock.calls.length
    }
    let fence = 0
    const steps: Record<string, () => Promise<unknown>> = {
      acquire: async () => ({ fence } = (await store.acquire('a:1', ann, long)) as { fence: number }),
      spend: () => store.spend('a:1', fence, 'tokens-1', intent, long),
      save: () => store.save('a:1', 'tokens-1', 'tokens-2', { fence, note: { doubt: null } }),
      again: async () => ({ fence } = (await store.acquire('a:1', ann, long)) as { fence: number }),
      extend: () => store.extend('a:1', fence, long),
      intent: () => store.spend('a:1', fence, 'tokens-2', intent, long),
      withdraw: () => store.withdraw('a:1', fence, long),
      release: () => store.release('a:1', fence, {}),
      read: () => store.read('a:1'),
      history: () => store.readHistory('a:1'),
      note: () => store.readNote('a'),
      take: () => store.takeAuthorization('a'),
    }
    for (const [name, step] of Object.entries(steps)) expect(await trips(step), name).toBe(1)
    asked.mockRestore()
  })

  it('list no more at once than a page, and everything', async () => {
    const store = open()
    await store.read('a:0')
    await server.admin(`INSERT INTO ${schema}.connections (id, tokens, lease)
      SELECT 'a:' || n, 'tokens-' || n, '{"state":"free","fence":0}' FROM generate_series(1, 1700) n`)
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    const found = new Set<string>()
    for await (const { tokens } of store.list()) found.add(tokens)
    expect(found.size).toBe(1700)
    expect(asked.mock.calls.length).toBe(4)
    asked.mockRestore()
  })
})
