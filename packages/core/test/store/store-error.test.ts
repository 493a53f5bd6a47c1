import { expect, it } from 'vitest'
import { storeError } from '../../src/store/file/store-error.ts'

const failure = (code: string, message = 'it failed') => Object.assign(new Error(message), { code })

it.each([
  [failure('SQLITE_BUSY'), 'store_busy', true],
  [failure('SQLITE_BUSY_RECOVERY'), 'store_busy', true],
  [failure('SQLITE_FULL'), 'store_full', true],
  // Of a write-ahead log whose shared memory cannot grow.
  [failure('SQLITE_IOERR_SHMSIZE'), 'store_full', true],
  [failure('ENOSPC'), 'store_full', true],
  [failure('SQLITE_READONLY'), 'store_read_only', true],
  [failure('EROFS'), 'store_read_only', true],
  [failure('SQLITE_CORRUPT'), 'corrupt_record', false],
  [failure('SQLITE_NOTADB'), 'corrupt_record', false],
  [failure('SQLITE_CANTOPEN'), 'store_denied', true],
  [failure('EACCES'), 'store_denied', true],
  [
    failure('', 'ConnectionFailed("Unable to open connection to local database /srv: 14")'),
    'store_denied',
    true,
  ],
  [failure('', 'ConnectionFailed("something else")'), 'store_unavailable', true],
  [failure('SQLITE_IOERR_FSYNC'), 'store_unavailable', true],
])('tells what %s means', (error, code, retryable) => {
  const told = storeError(error, '/srv/tokens.db')
  expect(told).toMatchObject({ name: 'StoreUnavailableError', code, retryable })
  expect(String(told)).toContain('/srv/tokens.db')
})

it('passes on what no store threw', () => {
  const error = new RangeError('a bug')
  expect(storeError(error, '/srv/tokens.db')).toBe(error)
})
