import pRetry from 'p-retry'
import { AuthorizationError, OAuthTokensError } from '../errors.ts'
import type { Grant, Identity, ProviderAdapter } from '../provider/provider.ts'
import { adapterFault } from './adapter-fault.ts'

export interface Expectation {
  /** What the callback named: only a claim. */
  claimed?: string
  /** What the authorization was started for. */
  account?: string
  /** The user's name for it, where the provider tells none. */
  accountName?: string
}

export interface Confirmed {
  identity: Identity
  /** False when the check could not be made: then nothing that exists may be replaced. */
  confirmed: boolean
}

/** Asks the provider, with the new token, whose it is. @throws AuthorizationError when it is somebody else's. */
export async function confirmAccount(
  adapter: ProviderAdapter,
  grant: Grant,
  expected: Expectation,
  timeout: number,
): Promise<Confirmed> {
  const named = expected.account ?? expected.claimed
  if (!adapter.identify) {
    const account = expected.account ?? expected.accountName ?? expected.claimed
    if (account !== undefined) return { identity: { account }, confirmed: true }
    throw new AuthorizationError(
      `${adapter.id} does not tell which account consented: name it with accountName (--name).`,
      { provider: adapter.id, code: 'account_unnamed' },
    )
  }
  const { identify } = adapter
  const request = { accessToken: grant.accessToken, raw: grant.raw, params: {}, timeout }
  let identity: Identity
  try {
    identity = await pRetry(() => identify(request), {
      retries: 2,
      minTimeout: 300,
      shouldRetry: ({ error }) => error instanceof OAuthTokensError && error.retryable,
    })
  } catch (error) {
    if (!(error instanceof OAuthTokensError) || !error.retryable || named === undefined) {
      throw adapterFault(error, adapter.id, 'tell the account')
    }
    return { identity: { account: named }, confirmed: false }
  }
  for (const [who, account] of [
    ['this login was started for', expected.account],
    ['the callback names', expected.claimed],
  ] as const) {
    if (account !== undefined && account !== identity.account) {
      throw new AuthorizationError(
        `The token belongs to account ${identity.account}, but ${who} ${account}. Nothing was stored. ` +
          'Log in again, signed in as the right account.',
        { provider: adapter.id, code: 'account_mismatch' },
      )
    }
  }
  return { identity, confirmed: true }
}
