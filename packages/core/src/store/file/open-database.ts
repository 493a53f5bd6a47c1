import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import { createDatabase } from './create-database.ts'
import { Database } from './database.ts'
import { loadLibsql } from './load-libsql.ts'
import { applicationId, databaseName, schemaVersion } from './schema.ts'

/**
 * Opens the database of a folder, or makes it. The file is never opened by anything but SQLite: closing any other
 * descriptor of it would drop this process's locks, and acknowledged writes with them.
 */
export async function openDatabase(directory: string): Promise<Database> {
  const libsql = await loadLibsql()
  const path = join(directory, databaseName)
  makeFolder(directory)
  if (!isThere(path)) createDatabase(libsql, path)
  const database = new Database(new libsql(path, { timeout: 0 }))
  try {
    verify(database, path)
    // FULL: what was acknowledged survives a power cut, which in WAL mode NORMAL does not promise.
    database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    // Node reports a read-only file system as ENOENT when asked for parents too.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') mkdirSync(directory, 0o700)
    throw error
  }
}

function isThere(path: string): boolean {
  const size = () => statSync(path, { throwIfNoEntry: false })?.size
  let bytes = size()
  // Asked again after the log was seen: another process may be making both just now.
  if (bytes === undefined && statSync(`${path}-wal`, { throwIfNoEntry: false })?.size) {
    bytes = size()
    if (bytes === undefined) {
      throw new StoreUnavailableError(
        phrase`${path} is missing, but its write-ahead log is there. Restore ${path} beside it; or, to start with an empty store, move ${path}-wal away.`,
        { code: 'corrupt_record' },
      )
    }
  }
  if (bytes === 0) {
    throw new StoreUnavailableError(
      phrase`${path} is empty, which a token database never is. Restore it from a backup; or, to start with an empty store, move it away.`,
      { code: 'corrupt_record' },
    )
  }
  return bytes !== undefined
}

function verify(database: Database, path: string): void {
  const application = database.row('PRAGMA application_id')?.[0]
  const version = Number(database.row('PRAGMA user_version')?.[0])
  if (application !== applicationId) {
    throw new StoreUnavailableError(
      phrase`${path} is a database of another program (application id ${application}, expected ${applicationId}). Nothing was changed: choose another folder for the store.`,
      { code: 'foreign_database' },
    )
  }
  if (version > schemaVersion) {
    throw new StoreUnavailableError(
      phrase`${path} was written by a newer version (schema ${version}; this one knows ${schemaVersion}). Nothing was changed: update this program.`,
      { code: 'newer_schema' },
    )
  }
  // Also reads the first page's table of contents, so that a file cut short is noticed now.
  const tables = database.row(
    'SELECT count(*) FROM sqlite_schema WHERE name IN (?, ?, ?)',
    'connections',
    'entries',
    'clock',
  )
  if (version !== schemaVersion || tables?.[0] !== 3) {
    throw new StoreUnavailableError(
      phrase`${path} is damaged: schema ${version} with ${tables?.[0]} of 3 tables. Restore it from a backup.`,
      { code: 'corrupt_record' },
    )
  }
}
