import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { type PostgresServer, postgresMissing, postgresServer } from '../support/services/postgres.ts'

describe.skipIf(postgresMissing)('changes told by PostgreSQL', () => {
  let server: PostgresServer
  let schema = ''
  const stores: TokenStore[] = []
  const open = (user = 'keeper') => {
    const store = postgresStore(server.url({ user }), { schema })
    stores.push(store)
    return store
  }
  /** A store of the role `ears`, whose link can be cut alone, and what it heard. */
  const listening = async () => {
    await open().read('a:0')
    await server.admin(
      `GRANT USAGE ON SCHEMA ${schema} TO ears; GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO ears`,
    )
    const store = open('ears')
    const heard: string[] = []
    store.changes((id) => heard.push(id))
    await store.read('a:0')
    return { store, heard }
  }
  const cut = () =>
    server.admin(`ALTER ROLE ears NOLOGIN;
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ears'`)
  const heal = () => server.admin('ALTER ROLE ears LOGIN')

  beforeAll(async () => {
    server = await postgresServer()
    await server.admin(`CREATE ROLE ears LOGIN PASSWORD 'secret word'`)
  })
  beforeEach(() => {
    schema = server.schema()
  })
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
    await heal()
  })
  afterAll(() => server?.remove())

  it('come at once, each once, from others and from the store itself', async () => {
    const { store, heard } = await listening()
    const other = open()
    // The link is there when something came over it quickly.
    for (let tries = 0; heard.length === 0 && tries < 50; tries++) {
      await other.save(`a:try-${tries}`, undefined, 'tokens')
      await wait(20)
    }
    await wait(1200)
    heard.length = 0
    const started = performance.now()
    await other.save('a:1', undefined, 'tokens')
    await expect.poll(() => heard, { interval: 1 }).toEqual(['a:1'])
    expect(performance.now() - started).toBeLessThan(900)
    await store.save('a:2', undefined, 'tokens')
    await expect.poll(() => heard, { interval: 1 }).toEqual(['a:1', 'a:2'])
    await wait(2300)
    expect(heard).toEqual(['a:1', 'a:2'])
  })

  it('are not lost when they are made before the link is there, or while it is cut', async () => {
    const { heard } = await listening()
    const other = open()
    await other.save('a:early', undefined, 'tokens')
    await expect.poll(() => heard, { timeout: 3000 }).toEqual(['a:early'])
    await cut()
    await other.save('a:cut', undefined, 'tokens')
    await wait(300)
    expect(heard).toEqual(['a:early'])
    await heal()
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['a:early', 'a:cut'])
  })

  it('are not lost when the server was down as the listening began', async () => {
    const other = open()
    await other.read('a:0')
    await server.stop('fast')
    const store = open()
    const heard: string[] = []
    store.changes((id) => heard.push(id))
    // By now the next try to link is most of a second away.
    await wait(2500)
    await server.start()
    await store.read('a:0')
    await other.save('a:1', undefined, 'tokens')
    await expect.poll(() => heard, { timeout: 3000 }).toEqual(['a:1'])
  })

  it('are not lost when an older transaction commits after newer ones, and the link was cut then', async () => {
    const { heard } = await listening()
    const other = open()
    await other.save('a:slow', undefined, 'tokens')
    await expect.poll(() => heard, { timeout: 3000 }).toEqual(['a:slow'])
    const slow = await server.session()
    await slow.query('BEGIN')
    await slow.query(`UPDATE ${schema}.connections SET changed = pg_current_xact_id() WHERE id = 'a:slow'`)
    await other.save('a:newer', undefined, 'tokens')
    await expect.poll(() => heard, { timeout: 3000 }).toEqual(['a:slow', 'a:newer'])
    // Two looks go past it.
    await wait(2200)
    await cut()
    await slow.query('COMMIT')
    await heal()
    await expect.poll(() => heard, { timeout: 5000 }).toEqual(['a:slow', 'a:newer', 'a:slow'])
  })

  it('are found without a payload where the id is too long for one', async () => {
    const { heard } = await listening()
    const id = `a:${'x'.repeat(8000)}`
    await open().save(id, undefined, 'tokens')
    await expect.poll(() => heard, { timeout: 3000 }).toEqual([id])
  })

  it('go on after the server was killed and started again, and are heard from nobody after the end', async () => {
    const { store, heard } = await listening()
    const other = open()
    await server.kill()
    await server.start()
    await expect
      .poll(() => other.save('a:1', undefined, 'tokens').catch(() => 'down'), { timeout: 5000 })
      .not.toBe('down')
    await expect.poll(() => heard, { timeout: 5000 }).toContain('a:1')
    await store.close()
    heard.length = 0
    // Another of its connections may have died with the server: that is told once.
    await expect
      .poll(() => other.save('a:1', 'tokens', 'tokens-2').catch(() => 'down'), { timeout: 5000 })
      .not.toBe('down')
    await wait(100)
    expect(heard).toEqual([])
  })
})
