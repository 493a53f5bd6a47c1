import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import { storeContract } from '../../src/testing/store-contract.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

describe.skipIf(postgresMissing)('PostgreSQL', () => {
  let server: PostgresServer
  let schema = ''
  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(() => server?.remove())

  const reopen = () => postgresStore(server.url(), { schema })
  const open = () => {
    schema = server.schema()
    return reopen()
  }
  storeContract('postgres', { open, reopen, durable: true }, { describe, it, beforeEach, afterEach })
})
