import type { LeaseNote } from '../lease.ts'
import { observed } from '../lease.ts'
import { markOf } from '../mark.ts'
import type { Acquisition, StoredConnection, TokenStore } from '../token-store.ts'
import { ChangeFeed, changeMessage } from './change-feed.ts'
import * as scripts from './connection-scripts.ts'
import { rowOf } from './lease-fields.ts'
import { listConnections, listRows } from './list-records.ts'
import { readNoteScript, swapNoteScript } from './note-scripts.ts'
import { redisAddress } from './redis-address.ts'
import { RedisConnection } from './redis-connection.ts'
import { redisDurability } from './redis-durability.ts'
import { inKeyv, RedisKeys, storable } from './redis-keys.ts'
import { type RedisScript, runScript } from './redis-script.ts'
import { TextDigests } from './text-digests.ts'

export interface RedisStoreOptions {
  /** Milliseconds that one operation may take. @default 2000 */
  timeout?: number
  /** What all keys begin with, so that several programs can share a database. @default 'oauth-tokens' */
  namespace?: string
}

/**
 * Tokens in Redis 6.2 or newer, shared by processes on any number of machines; all times are by its clock.
 * Needs the package `@keyv/redis`. Nothing is connected before first use, and a broken connection is made anew.
 *
 * @example
 * const store = redisStore('rediss://user:password@redis.example:6379/0')
 */
export function redisStore(url: string, options: RedisStoreOptions = {}): TokenStore {
  const { timeout = 2000, namespace = 'oauth-tokens' } = options
  const address = redisAddress(url)
  const keys = new RedisKeys(namespace, address.database)
  const redis = new RedisConnection(address, { timeout, namespace })
  const feed = new ChangeFeed({
    channel: keys.channel,
    open: () => redis.duplicate(),
    connections: () => listConnections(redis, keys),
  })

  const digests = new TextDigests()

  /** One round trip. */
  const script = <Answer>(
    called: RedisScript<Answer>,
    connection: string,
    ...values: (string | number)[]
  ): Promise<Answer> =>
    redis.run((client) => runScript(client, called, [keys.connection(connection)], values), connection)
  const ask = (
    called: RedisScript<unknown>,
    connection: string,
    ...values: (string | number)[]
  ): Promise<Acquisition> => {
    const asked = redis.run((client) => {
      const run = () => runScript(client, called, [keys.connection(connection)], values)
      // A change that came after this read and before the subscription would never be told.
      const settling = feed.settled()
      return settling ? settling.then(run) : run()
    }, connection)
    return asked.then((reply) => {
      const [now, flat, fence, digest] = reply as [number, string[], (number | null)?, (string | null)?]
      const { tokens, lease } = rowOf(flat, connection)
      const found: Acquisition = { lease: observed(lease, now), now }
      if (tokens !== undefined) found.tokens = tokens
      if (fence != null) found.fence = fence
      if (tokens !== undefined && digest != null) digests.note(connection, tokens, digest)
      return found
    })
  }

  return {
    guarantee: 'atomic',
    durable: true,
    description: address.description,
    wallClock: true,

    read: (connection): Promise<StoredConnection> => ask(scripts.readScript, connection),

    acquire: (connection, holder, duration) =>
      ask(
        scripts.acquireScript,
        connection,
        JSON.stringify(holder),
        duration,
        keys.channel,
        changeMessage(connection),
      ),

    extend: (connection, fence, duration) => script(scripts.extendScript, connection, fence, duration),

    spend(connection, fence, previous, intent, duration) {
      const { lineage, window = '' } = intent
      const texts = [JSON.stringify(intent), JSON.stringify({ lineage })]
      const expected = digests.of(connection, previous)
      return script(scripts.spendScript, connection, fence, duration, expected, ...texts, window)
    },

    withdraw: (connection, fence, duration) => script(scripts.withdrawScript, connection, fence, duration),

    save(connection, previous, next, closing) {
      const expected = previous === undefined ? '' : digests.of(connection, previous)
      digests.forget(connection)
      const [doubt, dead, backoff] = factsOf(closing?.note)
      const change = changeMessage(connection, markOf(next))
      const freed = [closing?.fence ?? '', doubt, dead, backoff]
      const values = [next, expected, ...freed, keys.channel, change, closing?.history ?? '']
      return redis.run((client) => {
        const places = [keys.connection(connection), keys.history(connection)]
        return runScript(client, scripts.saveScript, places, values)
      }, connection)
    },

    release(connection, fence, note) {
      digests.forget(connection)
      const told = [keys.channel, changeMessage(connection)]
      return script(scripts.releaseScript, connection, fence, ...factsOf(note), ...told)
    },

    drop: (connection, previous) => script(scripts.dropScript, connection, previous),

    list: () => listRows(redis, keys),

    async putAuthorization(key, value, lifetime) {
      const place = inKeyv.authorization(key)
      await redis.run((_client, keyv) => keyv.set(place, storable(value), wholeMilliseconds(lifetime)))
    },
    takeAuthorization: async (key) => {
      const place = keys.authorization(key)
      return (await redis.run((client) => client.getDel(place))) ?? undefined
    },

    async readNote(key) {
      const place = keys.note(key)
      const reply = await redis.run((client) => runScript(client, readNoteScript, [place]))
      const [now, value] = reply as [number, string | null | undefined]
      return { ...(value != null && { value }), now }
    },
    async swapNote(key, previous, next) {
      const place = keys.note(key)
      const values = next === undefined ? ['0', ''] : ['1', next]
      if (previous !== undefined) values.push(previous)
      return redis.run((client) => runScript(client, swapNoteScript, [place], values))
    },

    async readHistory(connection) {
      const place = keys.history(connection)
      const lines = await redis.run((client) => client.lRange(place, 0, -1))
      return lines.length > 0 ? lines.join('\n') : undefined
    },
    async writeHistory(connection, value) {
      const place = keys.history(connection)
      await redis.run(async (client) => {
        if (value === undefined) await client.del(place)
        else await runScript(client, scripts.writeHistoryScript, [place], value.split('\n'))
      })
    },

    warnings: () => redisDurability(url, { timeout }),
    changes: (listener, interrupted) => feed.listen(listener, interrupted),

    async close() {
      feed.close()
      redis.close()
    },
  }
}

/** As the scripts take them: '' leaves a fact, 'null' clears it. */
function factsOf({ doubt, dead, backoff }: LeaseNote = {}): [string, string, string] {
  return [factOf(doubt), factOf(dead), factOf(backoff)]
}

function factOf(fact: object | null | undefined): string {
  if (fact === undefined) return ''
  return fact === null ? 'null' : JSON.stringify(fact)
}

/** Redis takes no fractions, and no lifetime of nothing. */
function wholeMilliseconds(lifetime: number): number {
  return Math.max(1, Math.ceil(lifetime))
}
