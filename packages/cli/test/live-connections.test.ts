import { createTokenManager, memoryStore, type TokenStore } from '@oauth-tokens/core'
import { zaloOa } from '@oauth-tokens/provider-zalo-oa'
import { afterEach, expect, test, vi } from 'vitest'
import { type LiveConnections, liveConnections } from '../src/live-connections.ts'

const provider = zaloOa({ clientId: '1', clientSecret: 's', redirectUri: 'http://127.0.0.1:1/callback' })
const never = new AbortController().signal

/** Two processes on one store, of which the second watches; what it asks the store can be counted, and fail. */
function house() {
  const shared = memoryStore()
  const asked = { lists: 0, reads: 0, away: false, mute: false }
  let interrupted = () => {}
  const store: TokenStore = {
    ...shared,
    async *list() {
      asked.lists += 1
      if (asked.away) throw new Error('away')
      yield* shared.list()
    },
    async read(connection) {
      asked.reads += 1
      if (asked.away) throw new Error('away')
      return shared.read(connection)
    },
    changes(listener, cut = () => {}) {
      interrupted = cut
      return shared.changes((connection, mark) => {
        if (!asked.mute) listener(connection, mark)
      })
    },
    async close() {},
  }
  const other = createTokenManager({ store: shared, providers: [provider] })
  const manager = createTokenManager({ store, providers: [provider] })
  const add = (account: string) =>
    other.import({ provider: 'zalo-oa', account, accessToken: 'a', refreshToken: `r-${account}` })
  return { other, manager, store, asked, add, interrupt: () => interrupted() }
}

let live: LiveConnections | undefined
afterEach(() => live?.stop())

test('what others change is told once each, and read one by one', async () => {
  const { manager, store, other, asked, add } = house()
  await add('1')
  const told: string[] = []
  live = await liveConnections({ manager, store }, never, {
    changed: (id, now, before) => told.push(`${id} ${before?.generation ?? '-'} ${now?.generation ?? '-'}`),
  })
  expect(told).toEqual(['zalo-oa:1 - 1'])
  await add('2')
  await vi.waitFor(() => expect(told).toHaveLength(2))
  await other.forget('zalo-oa:1')
  await vi.waitFor(() => expect([...(live?.all.keys() ?? [])]).toEqual(['zalo-oa:2']))
  expect(told).toEqual(['zalo-oa:1 - 1', 'zalo-oa:2 - 1', 'zalo-oa:1 1 -'])
  expect(asked.lists).toBe(1)
})

test('very many changes at once cost one listing, not a read each', async () => {
  const { manager, store, asked, add } = house()
  live = await liveConnections({ manager, store }, never, { changed() {} })
  asked.reads = 0
  for (let account = 0; account < 500; account++) await add(`${account}`)
  await vi.waitFor(() => expect(live?.all.size).toBe(500))
  expect(asked.reads).toBeLessThan(500)
})

test('a store that goes away is told of, and caught up with when it is back', async () => {
  const { manager, store, asked, add } = house()
  await add('1')
  const troubles: unknown[] = []
  live = await liveConnections({ manager, store }, never, {
    changed() {},
    troubled: (error) => troubles.push(error),
  })
  asked.away = true
  await add('2')
  await vi.waitFor(() => expect(troubles).toHaveLength(1))
  expect(live.trouble).toBe(troubles[0])
  expect([...live.all.keys()]).toEqual(['zalo-oa:1'])
  asked.away = false
  await vi.waitFor(() => expect(live?.all.size).toBe(2), { timeout: 20_000 })
  expect(troubles).toHaveLength(2)
  expect(troubles[1]).toBeUndefined()
  expect(live.trouble).toBeUndefined()
})

test('what nobody told of is found after the telling was cut off', async () => {
  const { manager, store, asked, add, interrupt } = house()
  live = await liveConnections({ manager, store }, never, { changed() {} })
  asked.mute = true
  await add('1')
  interrupt()
  await vi.waitFor(() => expect(live?.all.size).toBe(1), { timeout: 8_000 })
})

test('a store that is away at the start is an error', async () => {
  const { manager, store, asked } = house()
  asked.away = true
  await expect(liveConnections({ manager, store }, never, { changed() {} })).rejects.toThrow()
})
