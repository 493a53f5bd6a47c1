import { EventEmitter } from 'node:events'
import type { KeyvStoreAdapter, StoredData } from 'keyv'
import { namespaceRange } from '../keyv/namespace-range.ts'
import type { Connection } from './connection.ts'

const pageSize = 200

/**
 * A Keyv storage adapter on libsql. It throws when the store fails, and judges expiry by the store's own clock.
 * @see https://keyv.org/docs/keyv/#custom-storage-adapters
 */
export class LibsqlKeyvAdapter extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv iterates over the dialects that it knows only. */
  readonly opts: Record<string, unknown> = { dialect: 'sqlite' }
  namespace?: string | undefined
  readonly #connection: Connection

  constructor(connection: Connection) {
    super()
    this.#connection = connection
  }

  get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    return this.#connection.read((database, now) => {
      const found = database.row(
        'SELECT value FROM entries WHERE key = ? AND coalesce(expires > ?, true)',
        key,
        now(),
      )
      return found?.[0] as StoredData<Value> | undefined
    })
  }

  /** `lifetime` in milliseconds. */
  set(key: string, value: string, lifetime?: number): Promise<void> {
    return this.#connection.write((database, now) => {
      const expires = lifetime === undefined ? null : now + lifetime
      if (expires !== null) database.run('DELETE FROM entries WHERE expires <= ?', now)
      database.run(
        'INSERT INTO entries (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires',
        key,
        value,
        expires,
      )
    })
  }

  delete(key: string): Promise<boolean> {
    return this.#connection.write((database) => database.run('DELETE FROM entries WHERE key = ?', key) > 0)
  }

  /** Reads and removes in one step. */
  take(key: string): Promise<string | undefined> {
    return this.#connection.write((database, now) => {
      const found = database.row(
        'DELETE FROM entries WHERE key = ? RETURNING value, coalesce(expires > ?, true)',
        key,
        now,
      )
      return found?.[1] ? String(found[0]) : undefined
    })
  }

  clear(): Promise<void> {
    const [from, before] = namespaceRange(this.namespace)
    return this.#connection.write((database) => {
      database.run('DELETE FROM entries WHERE key >= ? AND key < ?', from, before)
    })
  }

  async *iterator<Value>(
    namespace?: string,
  ): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    const [from, before] = namespaceRange(namespace)
    let after = ''
    for (;;) {
      const page = await this.#connection.read((database, now) =>
        database.rows(
          'SELECT key, value FROM entries WHERE key >= ? AND key < ? AND key > ? AND coalesce(expires > ?, true) ORDER BY key LIMIT ?',
          from,
          before,
          after,
          now(),
          pageSize,
        ),
      )
      for (const [key, value] of page) yield [String(key), value as Awaited<Value>]
      if (page.length < pageSize) return
      after = String(page.at(-1)?.[0])
    }
  }
}
