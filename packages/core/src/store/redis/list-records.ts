import type { RedisClientType } from '@keyv/redis'
import { observed } from '../lease.ts'
import { listed } from '../listed.ts'
import type { ListedConnection } from '../token-store.ts'
import { rowOf, tokensOf } from './lease-fields.ts'
import type { RedisConnection } from './redis-connection.ts'
import type { RedisKeys } from './redis-keys.ts'

const pageSize = 500

/** All connections that have tokens. */
export function listRows(redis: RedisConnection, keys: RedisKeys): AsyncGenerator<ListedConnection, void> {
  return records(redis, keys, async (client, page) => {
    // Sent at once and answered one by one: keys of several slots cannot go into one command.
    const [[seconds, microseconds], ...hashes] = await Promise.all([
      client.time(),
      ...page.map((key) => client.sendCommand<string[]>(['HGETALL', key])),
    ])
    const now = Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000)
    return hashes.flatMap((flat, index) => {
      const id = keys.connectionOf(page[index] ?? '')
      const tokens = tokensOf(flat)
      if (tokens === undefined) return []
      return [listed(id, tokens, now, () => observed(rowOf(flat, id).lease, now))]
    })
  })
}

/** The ids of all connections of which anything is stored. */
export function listConnections(redis: RedisConnection, keys: RedisKeys): AsyncGenerator<string, void> {
  return records(redis, keys, async (_client, page) => page.map((key) => keys.connectionOf(key)))
}

/**
 * Goes through the keys in pages, as Redis recommends; what was there from the beginning to the end is found. No
 * index is kept that could be lost. SCAN sees one node, which is all that the store uses.
 */
async function* records<Found>(
  redis: RedisConnection,
  keys: RedisKeys,
  read: (client: RedisClientType, page: string[]) => Promise<Found[]>,
): AsyncGenerator<Found, void> {
  // SCAN may give a key twice while the database grows or shrinks.
  const seen = new Set<string>()
  let cursor = '0'
  do {
    const found = await redis.run(async (client) => {
      const page = await client.scan(cursor, { MATCH: keys.connections, COUNT: pageSize })
      cursor = page.cursor
      const fresh = page.keys.filter((key) => !seen.has(key))
      for (const key of fresh) seen.add(key)
      return read(client, [...new Set(fresh)])
    })
    yield* found
  } while (cursor !== '0')
}
