import { Keyv } from 'keyv'
import { describe, expect, it } from 'vitest'
import { Connection } from '../../src/store/file/connection.ts'
import { LibsqlKeyvAdapter } from '../../src/store/file/libsql-keyv-adapter.ts'
import { connectionSettings } from '../../src/store/postgres/connection-settings.ts'
import { Database } from '../../src/store/postgres/database.ts'
import { PostgresKeyvAdapter } from '../../src/store/postgres/postgres-keyv-adapter.ts'
import { postgresMissing, postgresServer } from '../support/services/postgres.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** More than the adapters read at once. */
const many = Array.from({ length: 205 }, (_, index) => `key-${String(index).padStart(3, '0')}`)

async function found(entries: AsyncIterable<unknown[]>): Promise<string[]> {
  const keys: string[] = []
  for await (const [key] of entries) keys.push(String(key))
  return keys.sort()
}

/** Each entry comes once, of a namespace and of all, and all can be cleared without naming one. */
async function iterates(adapter: LibsqlKeyvAdapter | PostgresKeyvAdapter) {
  const one = new Keyv({ store: adapter, namespace: 'one' })
  await Promise.all(many.map((key) => one.set(key, 'value')))
  await adapter.set('other:key', 'value')
  expect(await found(adapter.iterator('one'))).toEqual(many.map((key) => `one:${key}`))
  expect(await found(adapter.iterator())).toHaveLength(many.length + 1)
  adapter.namespace = undefined
  await adapter.clear()
  expect(await found(adapter.iterator())).toEqual([])
}

describe('a Keyv adapter with more entries than it reads at once', () => {
  it('iterates over each once: libsql', async () => {
    const connection = new Connection(temporaryFolder())
    await iterates(new LibsqlKeyvAdapter(connection))
    await connection.close()
  })

  it.skipIf(postgresMissing)('iterates over each once: PostgreSQL', async () => {
    const server = await postgresServer()
    const database = new Database(connectionSettings(server.url(), {}))
    try {
      await iterates(new PostgresKeyvAdapter(database))
    } finally {
      await database.close()
      await server.remove()
    }
  })
})
