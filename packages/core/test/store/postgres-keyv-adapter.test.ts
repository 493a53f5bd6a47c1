import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite'
import { Keyv } from 'keyv'
import * as vitest from 'vitest'
import { connectionSettings } from '../../src/store/postgres/connection-settings.ts'
import { Database } from '../../src/store/postgres/database.ts'
import { PostgresKeyvAdapter } from '../../src/store/postgres/postgres-keyv-adapter.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

const { afterAll, beforeAll, describe, expect, it } = vitest

describe.skipIf(postgresMissing)('the Keyv adapter for PostgreSQL', () => {
  let server: PostgresServer
  let database: Database
  beforeAll(async () => {
    server = await postgresServer()
    database = new Database(connectionSettings(server.url(), {}))
  })
  afterAll(async () => {
    await database?.close()
    await server?.remove()
  })
  const adapter = () => new PostgresKeyvAdapter(database)

  keyvTestSuite(vitest, Keyv, adapter)
  keyvIteratorTests(vitest, Keyv, adapter)

  it('clears a namespace without touching one whose name begins alike', async () => {
    const one = new Keyv({ store: adapter(), namespace: 'a' })
    const other = new Keyv({ store: adapter(), namespace: 'ab' })
    await one.set('key', 1)
    await other.set('key', 2)
    await one.clear()
    expect(await one.get('key')).toBeUndefined()
    expect(await other.get('key')).toBe(2)
  })

  it('forgets by the clock of the server, and sweeps what has expired', async () => {
    const keyv = new Keyv({
      store: adapter(),
      namespace: 'sweep',
      deserialize: (value) => ({ value: value as never }),
    })
    await keyv.set('short', 'value', 20)
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(await adapter().get('sweep:short')).toBeUndefined()
    await keyv.set('next', 'value', 1000)
    const left = await server.admin(`SELECT key FROM oauth_tokens.entries WHERE key LIKE 'sweep:%'`)
    expect(left).toEqual([{ key: 'sweep:next' }])
  })

  it('throws when its store was closed, instead of answering that nothing is there', async () => {
    const closed = new Database(connectionSettings(server.url(), {}))
    const keyv = new Keyv({ store: new PostgresKeyvAdapter(closed), throwOnErrors: true })
    await keyv.set('key', 'value')
    await closed.close()
    const expected = { name: 'StoreUnavailableError', code: 'store_closed' }
    await expect(keyv.get('key')).rejects.toMatchObject(expected)
    await expect(keyv.set('key', 'value')).rejects.toMatchObject(expected)
  })
})
