import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { Connection } from '../../src/store/file/connection.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { ended, start } from './child.ts'
import { fakeClock } from './fake-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

afterEach(() => vi.restoreAllMocks())
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('makes its folder and files readable by their owner only', async () => {
  const parent = temporaryFolder()
  chmodSync(parent, 0o755)
  const folder = join(parent, 'store')
  const store = fileStore(folder)
  await store.save('a:1', undefined, 'tokens')
  const made = [folder, ...['', '-wal', '-shm'].map((suffix) => join(folder, `tokens.db${suffix}`))]
  expect(made.map(mode)).toEqual(['700', '600', '600', '600'])
  expect(mode(parent)).toBe('755')
  await store.close()
})

it('leaves the mode of a folder that was there', async () => {
  const folder = join(temporaryFolder(), 'store')
  mkdirSync(folder)
  chmodSync(folder, 0o775)
  const store = fileStore(folder)
  await store.save('a:1', undefined, 'tokens')
  expect(mode(folder)).toBe('775')
  expect(mode(join(folder, 'tokens.db'))).toBe('600')
  await store.close()
})

it('names the package that is missing, and how to get it', async () => {
  vi.resetModules()
  vi.doMock('libsql', () => {
    throw new Error("Cannot find package 'libsql'")
  })
  const { loadLibsql } = await import('../../src/store/file/load-libsql.ts')
  await expect(loadLibsql()).rejects.toMatchObject({ name: 'ConfigurationError', code: 'missing_package' })
  await expect(loadLibsql()).rejects.toThrow(/npm install libsql/)
  vi.doUnmock('libsql')
})

it('removes expired authorizations when one is put', async () => {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const store = fileStore(folder, { clock })
  for (let index = 0; index < 5; index++) await store.putAuthorization(`state-${index}`, 'verifier', 1000)
  await store.writeHistory('a:1', 'events')
  clock.advance(1000)
  await store.putAuthorization('state-new', 'verifier', 1000)
  const { database } = await new Connection(folder).opened()
  expect(database.rows('SELECT key FROM entries')).toEqual([['authorization:state-new'], ['history:a:1']])
  await store.close()
})

it('goes on in its own time when the wall clock is moved', async () => {
  const store = fileStore(temporaryFolder())
  await store.putAuthorization('state', 'verifier', 600_000)
  await store.writeHistory('a:1', 'events')
  const before = (await store.read('a:1')).now
  const wall = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => wall + 86_400_000)
  expect((await store.read('a:1')).now - before).toBeLessThan(86_400_000)
  expect(await store.readHistory('a:1')).toBe('events')
  expect(await store.takeAuthorization('state')).toBe('verifier')
  await store.close()
})

it('does not take the time since the start of this process for one that others share', async () => {
  const store = fileStore(temporaryFolder(), { clock: systemClock })
  expect((await store.read('a:1')).now).toBeGreaterThan(1_700_000_000_000)
  await store.close()
})

it('lets others have their turn while it lists very many', async () => {
  const folder = temporaryFolder()
  const store = fileStore(folder)
  await store.read('a:1')
  const { database } = await new Connection(folder).opened()
  database.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 20000)
    INSERT INTO connections (id, tokens, lease) SELECT 'a:' || n, 'tokens-' || n, '{"state":"free","fence":0}' FROM numbers`)
  let turns = 0
  const count = () => {
    turns++
    immediate = setImmediate(count)
  }
  let immediate = setImmediate(count)
  const found = new Set<string>()
  for await (const { tokens } of store.list()) found.add(tokens)
  clearImmediate(immediate)
  expect(found.size).toBe(20_000)
  expect(turns).toBeGreaterThan(50)
  await store.close()
})

it('lets others have their turn in a long run of operations', async () => {
  const store = fileStore(temporaryFolder())
  await store.read('a:1')
  let turned = false
  setImmediate(() => {
    turned = true
  })
  let operations = 0
  while (!turned && operations < 100_000) {
    await store.read('a:1')
    operations++
  }
  expect(turned).toBe(true)
  await store.close()
})

it('keeps no process alive that forgot to close it', async () => {
  expect(await ended(start('leave-open.mjs', temporaryFolder()))).toBe(0)
})

it('throws a StoreUnavailableError for everything after it was closed', async () => {
  const store = fileStore(temporaryFolder())
  await store.save('a:1', undefined, 'tokens')
  await store.close()
  const closed = expect.objectContaining({
    name: 'StoreUnavailableError',
    code: 'store_closed',
    retryable: false,
  })
  await expect(store.read('a:1')).rejects.toEqual(closed)
  await expect(store.readHistory('a:1')).rejects.toEqual(closed)
  await expect(store.takeAuthorization('state')).rejects.toEqual(closed)
  await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toEqual(closed)
})
