import { expect, it } from 'vitest'
import { StoreUnavailableError } from '../../src/errors.ts'
import { redisError, TookTooLong } from '../../src/store/redis/redis-error.ts'

/** As the client calls an answer that is an error. */
class ErrorReply extends Error {}
const said = (message: string) => new ErrorReply(message)
const failed = (code: string) => Object.assign(new Error('password of the store'), { code })

it.each([
  [said('NOAUTH Authentication required.'), 'asks for a password'],
  [said('WRONGPASS invalid username-password pair or user is disabled.'), 'refuses this user or password'],
  // Redis before 6, and one that knows no password at all.
  [said('ERR invalid password'), 'refuses this user or password'],
  [
    said('ERR AUTH <password> called without any password configured for the default user.'),
    'refuses this user',
  ],
  [said("NOPERM this user has no permissions to run the 'eval' command"), 'ACL SETUSER'],
  [said("ERR The user executing the script can't run this command or subcommand"), 'ACL SETUSER'],
])('a right that is missing is told as a setting: %s', (error, meaning) => {
  const told = redisError(error, 'redis://cache')
  expect(told).toMatchObject({ name: 'ConfigurationError', code: 'store_denied', retryable: false })
  expect(told.message).toContain(meaning)
})

it.each([
  [
    said('WRONGTYPE Operation against a key holding the wrong kind of value'),
    'corrupt_record',
    'another program',
  ],
  [said('ERR user_script:12: DAMAGED'), 'corrupt_record', 'another program'],
  [said('OOM command not allowed when used memory > maxmemory.'), 'store_full', 'maxmemory'],
  [
    said('ERR Error running script (call to f_1): @user_script:3: OOM command not allowed'),
    'store_full',
    'maxmemory',
  ],
  [said("READONLY You can't write against a read only replica."), 'store_read_only', 'at the primary'],
  [said('MISCONF Redis is configured to save RDB snapshots'), 'store_read_only', 'free some space'],
  [said('LOADING Redis is loading the dataset in memory'), 'store_busy', 'should be soon'],
  [said("ERR unknown command 'EVALSHA'"), 'store_unsupported', '6.2 or newer'],
  [said('ERR DB index is out of range'), 'store_unsupported', '6.2 or newer'],
  [said('MOVED 3999 127.0.0.1:6381'), 'store_unsupported', 'without cluster mode'],
  [new TookTooLong(), 'store_timeout', 'did not answer in time'],
  [failed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'store_denied', 'NODE_EXTRA_CA_CERTS'],
  [said('ERR something about password of the store'), 'store_unavailable', 'Look into its log (ERR)'],
  [failed('ECONNREFUSED'), 'store_unavailable', 'host and port'],
  [
    new AggregateError([failed('ECONNREFUSED'), failed('EHOSTUNREACH')]),
    'store_unavailable',
    '(ECONNREFUSED)',
  ],
  [new AggregateError([]), 'store_unavailable', '(AggregateError)'],
  ['a text', 'store_unavailable', '(Error)'],
])('what is wrong with the server is told, and what to do: %s', (error, code, meaning) => {
  const told = redisError(error, 'redis://cache')
  expect(told).toMatchObject({ name: 'StoreUnavailableError', code })
  expect(told.message).toContain('The Redis store redis://cache ')
  expect(told.message).toContain(meaning)
  expect(told.message).not.toContain('password of the store')
})

it('what was ours already stays as it is', () => {
  const ours = new StoreUnavailableError('It was closed.')
  expect(redisError(ours, 'redis://cache')).toBe(ours)
})
