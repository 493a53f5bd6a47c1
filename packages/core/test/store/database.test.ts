import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, it } from 'vitest'
import { Database } from '../../src/store/file/database.ts'
import { temporaryFolder } from './temporary-folder.ts'

function made(): { path: string; database: Database } {
  const path = join(temporaryFolder(), 'any.db')
  const database = new Database(new Libsql(path, { timeout: 0 }))
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE texts (text TEXT); INSERT INTO texts VALUES (NULL)')
  return { path, database }
}

it('commits after a statement failed at a lock, which libsql leaves in progress', () => {
  const { path, database } = made()
  const locking = new Libsql(path, { timeout: 0 })
  locking.exec('BEGIN IMMEDIATE')
  // A read would do as well, if one could be made to meet a lock at will.
  const ask = () => database.rows('INSERT INTO texts VALUES (?) RETURNING text', 'late')
  expect(ask).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }))
  locking.exec('COMMIT')

  database.transaction(() => database.run('INSERT INTO texts VALUES (?)', 'new'))
  expect(database.rows('SELECT text FROM texts')).toEqual([[null], ['late'], ['new']])
})

it('takes back everything when the work throws', () => {
  const { database } = made()
  const work = () => {
    database.run('INSERT INTO texts VALUES (?)', 'new')
    throw new Error('stopped')
  }
  expect(() => database.transaction(work)).toThrow('stopped')
  expect(database.rows('SELECT text FROM texts')).toEqual([[null]])
  expect(database.transaction(() => 'next')).toBe('next')
})

it('finds null by null, and keeps rows free of anything else', () => {
  const { database } = made()
  expect(database.row('SELECT text FROM texts WHERE text IS ?', null)).toEqual([null])
})

it.each([['a\0b'], ['a\ud800']])('refuses text that would come back as another: %j', (text) => {
  const { database } = made()
  expect(() => database.run('INSERT INTO texts VALUES (?)', text)).toThrow(/NUL character|surrogate/)
})
