import { describe, expect, it } from 'vitest'
import {
  ConnectionNotFoundError,
  type OAuthTokensError,
  ProviderUnavailableError,
  ReauthorizationRequiredError,
  StoreUnavailableError,
} from '../../src/index.ts'
import { mayServe } from '../../src/refresh/serve.ts'
import type { Want } from '../../src/tokens/freshness.ts'
import { hour, noon, tokenRecord } from '../support/records.ts'

const away = new ProviderUnavailableError('away')
const dead = new ReauthorizationRequiredError('dead')
const damaged = new StoreUnavailableError('damaged', { code: 'corrupt_record' })

/** Asked for the token of noon, good for an hour, where new tokens revoke the old. */
function serves(
  error: OAuthTokensError,
  { doubtful = false, revokes = true, want = {} as Want, now = noon } = {},
) {
  return mayServe(error, tokenRecord(), doubtful, { newAccessTokenRevokesOld: revokes }, want, now)
}

describe('a token that could not be refreshed', () => {
  it.each<[string, boolean, boolean]>([
    ['helps while the provider is away', serves(away), true],
    ['helps to its very end', serves(away, { now: noon + hour - 1 }), true],
    ['helps no longer', serves(away, { now: noon + hour }), false],
    ['helps nobody whose connection is gone', serves(new ConnectionNotFoundError('gone')), false],
    ['is not to be trusted beside a damaged record', serves(damaged), false],
    ['does not help who rejects it', serves(away, { want: { rejected: 'access-3' } }), false],
    ['does not help who forces a refresh', serves(away, { want: { otherThan: tokenRecord().facts } }), false],
    ['may be revoked where an answer was lost', serves(away, { doubtful: true }), false],
    ['may be revoked where somebody else refreshed', serves(dead), false],
    [
      'helps then where new tokens leave the old alone',
      serves(dead, { revokes: false, doubtful: true }),
      true,
    ],
  ])('%s', (_title, served, helps) => {
    expect(served).toBe(helps)
  })

  it('helps for ever where it never ends', () => {
    const { facts, secrets } = tokenRecord()
    const { expiresAt: _never, ...endless } = facts
    const adapter = { newAccessTokenRevokesOld: true }
    expect(mayServe(away, { facts: endless, secrets }, false, adapter, {}, noon * 2)).toBe(true)
  })
})
