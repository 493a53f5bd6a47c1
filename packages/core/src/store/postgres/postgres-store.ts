import type { Keyv } from 'keyv'
import { strictKeyv } from '../keyv/strict-keyv.ts'
import type { TokenStore } from '../token-store.ts'
import { ChangeFeed } from './change-feed.ts'
import { connectionSettings } from './connection-settings.ts'
import { ConnectionsTable } from './connections-table.ts'
import { Database } from './database.ts'
import { Notes } from './notes.ts'
import { postgresDurability } from './postgres-durability.ts'
import { PostgresKeyvAdapter } from './postgres-keyv-adapter.ts'

export interface PostgresStoreOptions {
  /** Milliseconds that one operation may take. @default 2000 */
  timeout?: number
  /** Where the tables lie; stores in different schemas know nothing of each other. @default 'oauth_tokens' */
  schema?: string
}

/**
 * A store in a PostgreSQL database, for any number of processes and machines. Needs the package `pg`, and a
 * connection that keeps its session: a pooler in transaction mode would slow the news of changes to a second.
 * Nothing is connected or made before first use.
 *
 * @example
 * const store = postgresStore('postgres://user:password@localhost:5432/app')
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function postgresStore(url: string, options: PostgresStoreOptions = {}): TokenStore {
  const database = new Database(connectionSettings(url, options))
  const connections = new ConnectionsTable(database)
  const notes = new Notes(database)
  const feed = new ChangeFeed(database)
  const adapter = new PostgresKeyvAdapter(database)
  let entries: Promise<Keyv<string>> | undefined
  const keyv = () => (entries ??= strictKeyv(adapter))

  return {
    guarantee: 'atomic',
    durable: true,
    description: database.settings.description,
    wallClock: true,

    async read(connection) {
      await feed.started()
      return connections.read(connection)
    },
    async acquire(connection, holder, duration) {
      await feed.started()
      return connections.acquire(connection, holder, duration)
    },
    extend: (...asked) => connections.extend(...asked),
    spend: (...asked) => connections.spend(...asked),
    withdraw: (...asked) => connections.withdraw(...asked),
    save: (...asked) => connections.save(...asked),
    release: (...asked) => connections.release(...asked),
    drop: (...asked) => connections.drop(...asked),
    async *list() {
      await feed.started()
      yield* connections.list()
    },

    async putAuthorization(key, value, lifetime) {
      // Keyv would take 0 for "for ever".
      await (await keyv()).set(`authorization:${key}`, value, Math.max(lifetime, 0.001))
    },
    takeAuthorization: (key) => adapter.take(`authorization:${key}`),
    readNote: (key) => notes.read(key),
    swapNote: (...asked) => notes.swap(...asked),
    readHistory: async (connection) => (await keyv()).get(`history:${connection}`),
    async writeHistory(connection, value) {
      const history = await keyv()
      if (value === undefined) await history.delete(`history:${connection}`)
      else await history.set(`history:${connection}`, value)
    },

    warnings: () => postgresDurability(database),
    changes: (listener, interrupted) => feed.listen(listener, interrupted),
    close() {
      feed.close()
      return database.close()
    },
  }
}
