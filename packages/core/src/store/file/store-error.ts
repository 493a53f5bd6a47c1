import { StoreUnavailableError } from '../../errors.ts'
import { type Phrase, phrase } from '../../phrase.ts'

/** Another connection holds a lock just now. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code))
}

/** What each failure means, and what to do. The first that fits. */
const meanings: [RegExp, code: string, meaning: Phrase][] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'store_busy',
    phrase`stayed locked by another process. If this lasts, look for a process that hangs`,
  ],
  [
    /^SQLITE_(FULL|IOERR_SHMSIZE)|ENOSPC|EDQUOT/,
    'store_full',
    phrase`could not be written: the disk is full. Free some space and try again`,
  ],
  [
    /^SQLITE_READONLY|EROFS/,
    'store_read_only',
    phrase`cannot be written: the file or its file system is read-only`,
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB)/,
    'corrupt_record',
    phrase`is damaged or no token database. Nothing was changed: restore it from a backup`,
  ],
  [
    /^SQLITE_(CANTOPEN|PERM|AUTH)|EACCES|EPERM/,
    'store_denied',
    phrase`cannot be opened. Check owner and mode of the folder and its files`,
  ],
  [
    /ENOTDIR|EEXIST|EISDIR/,
    'store_denied',
    phrase`cannot be opened: a file stands where a folder is needed, or the reverse`,
  ],
  [/./, 'store_unavailable', phrase`failed`],
]

/** Errors of SQLite and of the file system become ours; all others pass. */
export function storeError(error: unknown, path: string): unknown {
  const { name, message, code: own = '' } = error as NodeJS.ErrnoException
  // libsql fails to open without a code, but with SQLite's number: 14 is SQLITE_CANTOPEN.
  const code = /^ConnectionFailed\(.*: 14"\)$/.test(message) ? 'SQLITE_CANTOPEN' : own
  if (!/^(SQLITE_|E[A-Z0-9]+$)/.test(code) && !message.startsWith('ConnectionFailed')) return error
  const [, ourCode, meaning] = meanings.find(([pattern]) => pattern.test(code)) ?? [
    undefined,
    'store_unavailable',
    phrase`failed`,
  ]
  return new StoreUnavailableError(phrase`The token store ${path} ${meaning} (${code || message}).`, {
    code: ourCode,
    cause: { name, ...(code && { code }), detail: message },
  })
}
