import { randomUUID } from 'node:crypto'
import { closeSync, linkSync, openSync, rmSync } from 'node:fs'
import type Libsql from 'libsql'
import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import { schema } from './schema.ts'

/**
 * Makes the database under another name and links it into place complete: of several first starts one wins, nobody
 * meets a half-made one, and an empty file can only be a damaged one.
 */
export function createDatabase(libsql: typeof Libsql, path: string): void {
  const draft = `${path}.${randomUUID()}.new`
  try {
    // SQLite gives -wal and -shm the mode of the database.
    closeSync(openSync(draft, 'wx', 0o600))
    const handle = new libsql(draft, { timeout: 0 })
    try {
      // No prepared statements: they would keep the connection open after close().
      handle.exec(schema)
    } finally {
      handle.close()
    }
    link(draft, path)
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(draft + suffix, { force: true })
  }
}

const noHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

function link(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    const { name, code = '' } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (!noHardLinks.has(code)) throw error
    throw new StoreUnavailableError(
      phrase`The file system of ${path} has no hard links. The embedded store needs a local file system (ext4, xfs, btrfs, APFS): choose a folder on one.`,
      { code: 'store_unsupported', cause: { name, code } },
    )
  }
}
