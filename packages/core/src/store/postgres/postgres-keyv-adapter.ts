import { EventEmitter } from 'node:events'
import type { KeyvStoreAdapter, StoredData } from 'keyv'
import { namespaceRange } from '../keyv/namespace-range.ts'
import type { Database } from './database.ts'
import { entryStatements } from './entry-statements.ts'

const pageSize = 200

/**
 * A Keyv storage adapter on pg. It throws when the store fails, judges expiry by the server's clock, and outlives
 * connections that die.
 * @see https://keyv.org/docs/keyv/#custom-storage-adapters
 */
export class PostgresKeyvAdapter extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv iterates over the dialects that it knows only. */
  readonly opts: Record<string, unknown> = { dialect: 'postgres' }
  namespace?: string | undefined
  readonly #database: Database
  readonly #statements: ReturnType<typeof entryStatements>

  constructor(database: Database) {
    super()
    this.#database = database
    this.#statements = entryStatements(database.settings.schema)
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const [found] = await this.#database.ask<{ value: string }>(this.#statements.get, key)
    return found?.value as StoredData<Value> | undefined
  }

  /** `lifetime` in milliseconds. */
  async set(key: string, value: string, lifetime?: number): Promise<void> {
    if (lifetime === undefined) await this.#database.ask(this.#statements.set, key, value)
    else await this.#database.ask(this.#statements.setExpiring, key, value, lifetime)
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#database.ask(this.#statements.delete, key)).length > 0
  }

  /** Reads and removes in one step. */
  async take(key: string): Promise<string | undefined> {
    const [found] = await this.#database.ask<{ value: string; alive: boolean }>(this.#statements.take, key)
    return found?.alive ? found.value : undefined
  }

  async clear(): Promise<void> {
    await this.#database.ask(this.#statements.clear, ...namespaceRange(this.namespace))
  }

  async *iterator<Value>(
    namespace?: string,
  ): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    const [from, before] = namespaceRange(namespace)
    let after = ''
    for (;;) {
      const page = await this.#database.ask<{ key: string; value: string }>(
        this.#statements.page,
        from,
        before,
        after,
        pageSize,
      )
      for (const { key, value } of page) yield [key, value as Awaited<Value>]
      if (page.length < pageSize) return
      after = page.at(-1)?.key ?? ''
    }
  }
}
