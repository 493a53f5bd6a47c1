import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { ann, intent, long } from '../../src/testing/store-contract/samples.ts'
import { lossyLink } from '../support/lossy-link.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

describe.skipIf(postgresMissing)('PostgreSQL in trouble', () => {
  let server: PostgresServer
  let schema = ''
  const stores: TokenStore[] = []
  const open = (changes: Parameters<PostgresServer['url']>[0] = {}, timeout = 2000) => {
    const store = postgresStore(server.url(changes), { schema, timeout })
    stores.push(store)
    return store
  }
  /** A store with one connection; its tables are there. */
  const filled = async () => {
    const store = open()
    await store.save('a:1', undefined, 'tokens-1')
    return store
  }
  beforeAll(async () => {
    server = await postgresServer()
  })
  beforeEach(() => {
    schema = server.schema()
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })
  afterAll(() => server?.remove())

  /** What an operation throws, and how long that took. */
  const failure = async (asked: Promise<unknown>) => {
    const started = performance.now()
    const error = await asked.then(
      () => undefined,
      (thrown) => thrown,
    )
    // Neither what was written nor credentials, in whatever form the error is logged.
    const shown = JSON.stringify([error, error?.message, error?.stack, error?.cause])
    expect(shown).not.toMatch(/secret|tokens-1| FROM | INTO /)
    return { error, took: performance.now() - started }
  }
  const works = (store: TokenStore) =>
    expect.poll(
      () =>
        store.read('a:1').then(
          ({ tokens }) => tokens,
          () => 'down',
        ),
      { timeout: 5000 },
    )

  const unavailable = (code: string) => ({ name: 'StoreUnavailableError', code })
  const misconfigured = (code: string) => ({ name: 'ConfigurationError', code, retryable: false })

  it('leaves connections on which everything is lost', async () => {
    await filled()
    const link = await lossyLink(server.port)
    const way = new URL(server.url())
    way.port = String(link.port)
    const through = postgresStore(way.href, { schema, timeout: 1000 })
    stores.push(through)
    expect((await through.read('a:1')).tokens).toBe('tokens-1')
    link.lose()
    await works(through).toBe('tokens-1')
    link.close()
  })

  it('says so soon when it is down at the start, and works by itself once it runs', async () => {
    await server.stop('fast')
    const store = open()
    store.changes(() => {})
    const { error, took } = await failure(store.read('a:1'))
    expect(error).toMatchObject({ ...unavailable('store_unavailable'), retryable: true })
    expect(error.message).toMatch(/127\.0\.0\.1:\d+\/tokens .*Check that it runs.*ECONNREFUSED/)
    expect(took).toBeLessThan(2000)
    await server.start()
    await works(store).toBeUndefined()
  })

  it('keeps what it acknowledged when it is killed, and is there again once it was restarted', async () => {
    const store = await filled()
    await server.kill()
    expect((await failure(store.read('a:1'))).error).toMatchObject({ name: 'StoreUnavailableError' })
    expect((await failure(store.acquire('a:1', ann, long))).error).toMatchObject({
      name: 'StoreUnavailableError',
    })
    await server.start()
    await works(store).toBe('tokens-1')
  })

  it('does not end the process when idle connections die', async () => {
    const store = await filled()
    await Promise.all(Array.from({ length: 6 }, () => store.read('a:1')))
    await server.admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'keeper'`)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await store.read('a:1')).tokens).toBe('tokens-1')
  })

  it('does not end the process when connections die in the middle of their work', async () => {
    const store = await filled()
    const blocker = await server.session()
    await blocker.query(`BEGIN; SELECT * FROM ${schema}.connections FOR UPDATE`)
    const asked = Array.from({ length: 4 }, () => failure(store.acquire('a:1', ann, long)))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await server.admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'keeper'`)
    for (const { error } of await Promise.all(asked)) {
      expect(error).toMatchObject({ ...unavailable('store_unavailable'), cause: { code: '57P01' } })
    }
    await blocker.query('ROLLBACK')
    expect((await store.acquire('a:1', ann, long)).fence).toBe(1)
  })

  it('waits for a locked record for a bounded time, and says what to look for', async () => {
    const store = await filled()
    const blocker = await server.session()
    await blocker.query(`BEGIN; SELECT * FROM ${schema}.connections FOR UPDATE`)
    const { error, took } = await failure(store.save('a:1', 'tokens-1', 'tokens-2'))
    expect(error).toMatchObject({ ...unavailable('store_busy'), retryable: true })
    expect(took).toBeLessThan(2000)
    // Reading waits for nobody.
    expect((await store.read('a:1')).tokens).toBe('tokens-1')
    await blocker.query('ROLLBACK')
    expect(await store.save('a:1', 'tokens-1', 'tokens-2')).toBe(true)
  })

  it('fails in time when the server is frozen, and never uses that connection again', async () => {
    const store = await filled()
    server.freeze()
    const { error, took } = await failure(store.read('a:1'))
    const fresh = await failure(open().read('a:1'))
    server.thaw()
    expect(error).toMatchObject({ ...unavailable('store_timeout'), retryable: true })
    expect(took).toBeLessThan(2000)
    expect(fresh.error).toMatchObject(unavailable('store_timeout'))
    expect(fresh.took).toBeLessThan(2100)
    await works(store).toBe('tokens-1')
  })

  it('keeps to a shorter limit where one is given', async () => {
    await filled()
    const store = open({}, 300)
    await store.read('a:1')
    server.freeze()
    const { error, took } = await failure(store.read('a:1'))
    server.thaw()
    expect(error).toMatchObject(unavailable('store_timeout'))
    expect(took).toBeLessThan(400)
  })

  it.each([
    ['a wrong password', { password: 'secret2' }, 'store_denied', /user and password/],
    ['no password', { password: '' }, 'store_denied', /user and password/],
    ['an unknown role', { user: 'nobody' }, 'store_denied', /user and password/],
    ['no such database', { database: 'nowhere' }, 'no_such_database', /Create it/],
  ])('says what to correct when there is %s', async (_what, changes, code, text) => {
    const { error } = await failure(open(changes).read('a:1'))
    expect(error).toMatchObject(misconfigured(code))
    expect(error.message).toMatch(text)
  })

  it('says so when TLS is asked of a server that has none', async () => {
    const store = postgresStore(`${server.url()}?sslmode=no-verify`, { schema })
    stores.push(store)
    const { error } = await failure(store.read('a:1'))
    expect(error).toMatchObject(misconfigured('store_setting'))
    expect(error.message).toMatch(/TLS/)
  })

  it('names the permissions that are missing', async () => {
    await server.admin(`CREATE ROLE guest LOGIN PASSWORD 'secret word'`)
    const { error } = await failure(open({ user: 'guest' }).read('a:1'))
    expect(error).toMatchObject(misconfigured('store_denied'))
    expect(error.message).toMatch(/CREATE on the database/)
  })

  it('says that all connections are in use', async () => {
    await filled()
    await server.admin('ALTER ROLE keeper CONNECTION LIMIT 0')
    const { error } = await failure(open().read('a:1'))
    await server.admin('ALTER ROLE keeper CONNECTION LIMIT -1')
    expect(error).toMatchObject({ ...unavailable('store_busy'), retryable: true })
    expect(error.message).toMatch(/max_connections/)
  })

  it('reads where it may not write, and says so when it has to', async () => {
    await filled()
    await server.admin('ALTER ROLE keeper SET default_transaction_read_only = on')
    const store = open()
    expect((await store.read('a:1')).tokens).toBe('tokens-1')
    const { error } = await failure(store.acquire('a:1', ann, long))
    await server.admin('ALTER ROLE keeper RESET default_transaction_read_only')
    expect(error).toMatchObject(unavailable('store_read_only'))
    expect(error.message).toMatch(/primary/)
  })

  it.each([
    ['a newer version', 'UPDATE about SET version = 2', 'newer_schema', /schema 2.*update/i],
    ['an older version', 'UPDATE about SET version = 0', 'older_schema', /schema 0.*Nothing was changed/i],
    ['another program', `UPDATE about SET program = 'other'`, 'foreign_database', /another schema/],
    [
      'an about of other columns',
      'ALTER TABLE about RENAME program TO title',
      'foreign_database',
      /another schema/,
    ],
    ['tables of ours without their label', 'DROP TABLE about', 'foreign_database', /connections, entries/],
    ['a lost table', 'DROP TABLE connections', 'corrupt_record', /restore it from a backup/],
  ])('leaves everything alone when it finds %s', async (_what, sql, code, text) => {
    await filled()
    await server.admin(`SET search_path = ${schema}; ${sql}`)
    const store = open()
    for (const ask of [
      () => store.read('a:1'),
      () => store.acquire('a:1', ann, 1),
      () => store.list()[Symbol.asyncIterator]().next(),
      () => store.drop('a:1', 'tokens-1'),
    ]) {
      const { error } = await failure(ask())
      expect(error).toMatchObject({ ...unavailable(code), retryable: false })
      expect(error.message).toMatch(text)
    }
  })

  it.each([
    '{"state":"idle","fence":1}',
    '{"state":"free"}',
    '{"state":"free","fence":"1"}',
    '{"state":"held","fence":1}',
    '{"state":"held","fence":1,"until":"soon"}',
    '{"state":"spending","fence":1.5,"until":0}',
    '{}',
    '[]',
    'null',
    '"free"',
  ])('never takes the damaged lease %s for a free one, and changes nothing of it', async (lease) => {
    const store = await filled()
    await server.admin(`UPDATE ${schema}.connections SET lease = '${lease}'`)
    const rows = () => server.admin(`SELECT tokens, lease::text, changed::text FROM ${schema}.connections`)
    const before = await rows()
    const damaged = { ...unavailable('corrupt_record'), connection: 'a:1' }
    for (const ask of [
      () => store.read('a:1'),
      () => store.acquire('a:1', ann, long),
      () => store.extend('a:1', 1, long),
      () => store.spend('a:1', 1, 'tokens-1', intent, long),
      () => store.withdraw('a:1', 1, long),
      () => store.release('a:1', 1, {}),
      () => store.save('a:1', 'tokens-1', 'tokens-2', { fence: 1, note: {} }),
      () => store.save('a:1', undefined, 'tokens-2'),
    ]) {
      expect((await failure(ask())).error).toMatchObject(damaged)
    }
    for await (const row of store.list()) {
      expect(row.tokens).toBe('tokens-1')
      expect(() => row.lease).toThrow(expect.objectContaining(damaged))
    }
    expect(await rows()).toEqual(before)
  })

  it('refuses text that it could not give back', async () => {
    const store = await filled()
    for (const ask of [
      () => store.save('a:1', 'tokens-1', 'half \ud83d'),
      () => store.save('a:\0', undefined, 'tokens'),
      () => store.acquire('a:1', { owner: 'nul \0', host: 'a' }, long),
      () => store.writeHistory('a:1', '\0'),
    ]) {
      await expect(ask()).rejects.toMatchObject(misconfigured('unstorable_text'))
    }
  })

  it('refuses everything after it was closed, and closes at once', async () => {
    const store = await filled()
    store.changes(() => {})
    await store.read('a:1')
    const started = performance.now()
    await store.close()
    expect(performance.now() - started).toBeLessThan(500)
    for (const ask of [
      () => store.read('a:1'),
      () => store.readHistory('a:1'),
      () => store.readNote('a'),
      () => store.takeAuthorization('a'),
    ]) {
      expect((await failure(ask())).error).toMatchObject({ ...unavailable('store_closed'), retryable: false })
    }
    await expect
      .poll(() => server.admin(`SELECT count(*)::int AS open FROM pg_stat_activity WHERE usename = 'keeper'`))
      .toEqual([{ open: 0 }])
  })
})
