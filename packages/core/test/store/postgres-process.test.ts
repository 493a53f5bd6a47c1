import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'
import { ended, message, start } from './child.ts'

describe.skipIf(postgresMissing)('a process with a PostgreSQL store', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await postgresServer()
  })
  afterAll(() => server?.remove())

  it('ends when it has nothing more to do, although it hears of changes and closed nothing', async () => {
    const child = start('postgres-leave-open.mjs', server.url(), server.schema())
    await message(child)
    const done = performance.now()
    expect(await ended(child)).toBe(0)
    expect(performance.now() - done).toBeLessThan(2000)
  })
})

it('says what to install when pg is not there, at first use and not before', async () => {
  vi.doMock('pg', () => {
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
  })
  const store = postgresStore('postgres://me:secret@127.0.0.1:1/app')
  const error = await store.read('a:1').catch((thrown) => thrown)
  vi.doUnmock('pg')
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'missing_package' })
  expect(error.message).toMatch(/npm install pg@8/)
  await store.close()
})
