import { expect, it } from 'vitest'
import { ConfigurationError } from '../../src/errors.ts'
import { isConflict, storeError } from '../../src/store/postgres/store-error.ts'

const failure = (code: string | undefined, message = 'password of the store') =>
  Object.assign(new Error(message), code === undefined ? {} : { code })

it.each([
  [failure('28P01'), 'store_denied', 'refused the login'],
  [
    failure(undefined, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    'store_denied',
    'SASL',
  ],
  [failure('3D000'), 'no_such_database', 'Create it'],
  [failure('42501'), 'store_denied', 'Grant it CREATE'],
  [failure(undefined, 'The server does not support SSL connections'), 'store_setting', 'take sslmode out'],
])('a setting that somebody must change is told as one: %s', (error, code, said) => {
  const told = storeError(error, 'postgres://db')
  expect(told).toMatchObject({ name: 'ConfigurationError', code, retryable: false })
  expect(told.message).toContain(said)
})

it.each([
  [failure('ECONNREFUSED'), 'store_unavailable', 'Check that it runs'],
  [failure('ENOTFOUND'), 'store_unavailable', 'host and DNS'],
  [failure('ENOENT'), 'store_unavailable', 'no socket there'],
  [failure('57P01'), 'store_unavailable', 'restarting or shutting down'],
  [
    failure(undefined, 'Connection terminated unexpectedly'),
    'store_unavailable',
    'restarting or shutting down',
  ],
  [failure(undefined, 'Client has encountered a connection error'), 'store_unavailable', 'restarting'],
  [failure(undefined, 'timeout expired'), 'store_timeout', 'did not answer in time'],
  [failure('57014'), 'store_timeout', 'did not answer in time'],
  [failure('40001'), 'store_busy', 'kept the record locked'],
  [failure('53100'), 'store_full', 'Free some space'],
  [failure('53200'), 'store_full', 'out of memory'],
  [failure('53300'), 'store_busy', 'max_connections'],
  [failure('25006'), 'store_read_only', 'not a standby'],
  [failure('42P01'), 'corrupt_record', 'restore it from a backup'],
  [failure('99999'), 'store_unavailable', 'failed (99999)'],
  [failure(undefined), 'store_unavailable', 'failed (Error)'],
  [undefined, 'store_unavailable', 'failed (Error)'],
])('what is wrong with the server is told, and what to do: %s', (error, code, said) => {
  const told = storeError(error, 'postgres://db')
  expect(told).toMatchObject({ name: 'StoreUnavailableError', code })
  expect(told.message).toContain('The token store postgres://db ')
  expect(told.message).toContain(said)
  expect(told.message).not.toContain('password of the store')
})

it('what was ours already stays as it is', () => {
  const ours = new ConfigurationError('Text for the store holds a NUL character.')
  expect(storeError(ours, 'postgres://db')).toBe(ours)
})

it.each([
  [failure('40001'), true],
  [failure('40P01'), true],
  [failure('55P03'), false],
  [undefined, false],
])('a transaction is run again only where the server gave it up because of others: %s', (error, again) => {
  expect(isConflict(error)).toBe(again)
})
