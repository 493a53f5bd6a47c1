import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileStore } from '../../src/store/file/file-store.ts'
import { ann } from '../../src/testing/store-contract/samples.ts'
import { runSql } from './child.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A folder whose database was made and closed; `tokens` are in it. */
function madeStore(): { folder: string; path: string } {
  const folder = temporaryFolder()
  const script = `
    import { fileStore } from ${JSON.stringify(join(import.meta.dirname, '../../dist/store/file/file-store.js'))}
    const store = fileStore(${JSON.stringify(folder)})
    for (let index = 0; index < 50; index++) await store.save('a:' + index, undefined, 'x'.repeat(500))`
  // In another process, whose end closes everything: this one may then damage the file.
  execFileSync(process.execPath, ['--input-type=module', '-e', script])
  const path = join(folder, 'tokens.db')
  runSql(path, 'PRAGMA wal_checkpoint(TRUNCATE)')
  return { folder, path }
}

describe.each([
  [
    'a file that is no database',
    'corrupt_record',
    /no token database/,
    (path: string) => writeFileSync(path, 'hello '.repeat(500)),
  ],
  ['a very short file', 'corrupt_record', /no token database/, (path: string) => writeFileSync(path, 'hi')],
  ['an empty file', 'corrupt_record', /is empty/, (path: string) => truncateSync(path)],
  ['a file cut short', 'corrupt_record', /damaged/, (path: string) => truncateSync(path, 8192)],
  [
    'a database of another program',
    'foreign_database',
    /another program.*another folder/,
    (path: string) => replace(path, 'CREATE TABLE notes (text)'),
  ],
  [
    'a database of a newer version',
    'newer_schema',
    /newer version.*update/i,
    (path: string) => runSql(path, 'PRAGMA user_version = 2'),
  ],
  [
    'a database without its tables',
    'corrupt_record',
    /2 of 3 tables/,
    (path: string) => runSql(path, 'DROP TABLE clock'),
  ],
] as const)('given %s', (_what, code, text, damage) => {
  it('says what was expected and what to do, and leaves the file as it was', async () => {
    const { folder, path } = madeStore()
    damage(path)
    const before = readFileSync(path)
    const store = fileStore(folder)
    for (const ask of [
      store.read('a:1'),
      store.acquire('a:1', ann, 1),
      store.save('a:1', undefined, 'new'),
    ]) {
      const error = await ask.catch((thrown) => thrown)
      expect(error).toMatchObject({ name: 'StoreUnavailableError', code, retryable: false })
      expect(error.message).toMatch(text)
      expect(error.message).toContain(path)
    }
    await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code })
    await expect(store.readHistory('a:1')).rejects.toMatchObject({ code })
    await store.close()
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})

it('never answers "absent" from a database with damaged pages', async () => {
  const { folder, path } = madeStore()
  const bytes = readFileSync(path)
  // The first pages, with the schema, stay.
  bytes.fill(0x5a, 4096 * 7)
  writeFileSync(path, bytes)
  const store = fileStore(folder)
  let failures = 0
  for (let index = 0; index < 50; index++) {
    const outcome = await store.read(`a:${index}`).catch((error) => error)
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({ name: 'StoreUnavailableError', code: 'corrupt_record' })
      failures++
    } else expect(outcome.tokens).toBe('x'.repeat(500))
  }
  expect(failures).toBeGreaterThan(0)
  await store.close()
})

it('never takes a damaged lease for a free one', async () => {
  const { folder, path } = madeStore()
  runSql(path, `UPDATE connections SET lease = '{"state":"idle"}' WHERE id = 'a:1'`)
  const store = fileStore(folder)
  const damaged = { name: 'StoreUnavailableError', code: 'corrupt_record', connection: 'a:1' }
  await expect(store.read('a:1')).rejects.toMatchObject(damaged)
  await expect(store.acquire('a:1', ann, 1)).rejects.toMatchObject(damaged)
  expect((await store.read('a:2')).lease.state).toBe('free')
  // Nor does it hide the others from those who list.
  let listed = 0
  for await (const row of store.list()) {
    listed++
    if (row.id === 'a:1') expect(() => row.lease).toThrow(expect.objectContaining(damaged))
    else expect(row.lease.state).toBe('free')
  }
  expect(listed).toBe(50)
  await store.close()
})

it('does not start an empty store beside the log of a lost one', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'tokens.db-wal'), 'frames')
  const store = fileStore(folder)
  await expect(store.read('a:1')).rejects.toThrow(/tokens\.db is missing, but its write-ahead log is there/)
  expect(existsSync(join(folder, 'tokens.db'))).toBe(false)
})

it('says that a file stands where the folder should be, and works once it is gone', async () => {
  const folder = join(temporaryFolder(), 'store')
  writeFileSync(folder, '')
  const store = fileStore(folder)
  await expect(store.read('a:1')).rejects.toMatchObject({
    name: 'StoreUnavailableError',
    code: 'store_denied',
  })
  rmSync(folder)
  expect((await store.read('a:1')).tokens).toBeUndefined()
  await store.close()
})

it('says that a folder stands where the database should be', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'tokens.db'))
  await expect(fileStore(folder).read('a:1')).rejects.toMatchObject({ code: 'store_denied' })
})

function replace(path: string, sql: string): void {
  rmSync(path)
  runSql(path, sql)
}
