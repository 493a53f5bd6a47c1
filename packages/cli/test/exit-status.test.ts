import {
  AuthorizationError,
  ConfigurationError,
  ConnectionNotFoundError,
  LeaseTimeoutError,
  ProviderRejectedError,
  ProviderUnavailableError,
  RateLimitedError,
  ReauthorizationRequiredError,
  StoreUnavailableError,
} from '@oauth-tokens/core'
import { expect, test } from 'vitest'
import { exitStatus } from '../src/exit-status.ts'
import { Interrupted } from '../src/interruption.ts'
import { describeError } from '../src/output/describe-error.ts'
import { UsageError } from '../src/usage-error.ts'

const table: [error: unknown, status: number][] = [
  [new UsageError('x'), 2],
  [new ConfigurationError('x'), 2],
  [new ConfigurationError('x', { code: 'unknown_key' }), 2],
  [new ConfigurationError('x', { code: 'unknown_provider' }), 3],
  [new ConnectionNotFoundError('x'), 3],
  [new ReauthorizationRequiredError('x'), 4],
  [new AuthorizationError('x'), 5],
  [new ProviderRejectedError('x'), 5],
  [new RateLimitedError('x'), 5],
  [new ProviderUnavailableError('x'), 6],
  [new StoreUnavailableError('x'), 7],
  [new LeaseTimeoutError('x'), 8],
  [new Interrupted('x'), 130],
  [new TypeError('x'), 1],
  ['x', 1],
]

test.each(table)('%o ends with its own status', (error, status) => {
  expect(exitStatus(error)).toBe(status)
})

test('an error is described for scripts, with what to do next', () => {
  const retryAt = new Date(0)
  const details = { provider: 'zalo-oa', connection: 'zalo-oa:1', retryAt }
  expect(describeError(new ReauthorizationRequiredError('gone', details))).toEqual({
    name: 'ReauthorizationRequiredError',
    retryable: false,
    code: 'reauthorization_required',
    message: 'gone',
    provider: 'zalo-oa',
    connection: 'zalo-oa:1',
    retryAt,
    hint: 'oauth-tokens login zalo-oa --account 1',
  })
})
