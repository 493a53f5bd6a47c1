import pRetry from 'p-retry'
import { AuthorizationError, OAuthTokensError } from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
import type { Grant, IdentifyRequest, Identity, ProviderAdapter } from '../provider/provider.ts'
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
  { accessToken, raw, idToken, ...grant }: Grant,
  expected: Expectation,
  about: Pick<IdentifyRequest, 'params' | 'nonce' | 'scopes' | 'timeout'>,
): Promise<Confirmed> {
  if (!adapter.identify) return named(adapter, expected)
  const { identify } = adapter
  const scopes = grant.scopes ?? about.scopes
  const request = {
    ...about,
    accessToken,
    raw,
    ...(scopes && { scopes }),
    ...(idToken !== undefined && { idToken }),
  }
  let identity: Identity | undefined
  try {
    identity = await pRetry(() => identify(request), {
      retries: 2,
      minTimeout: 300,
      shouldRetry: ({ error }) => error instanceof OAuthTokensError && error.retryable,
    })
  } catch (error) {
    const account = expected.account ?? expected.claimed
    if (!(error instanceof OAuthTokensError) || !error.retryable || account === undefined) {
      throw adapterFault(error, adapter.id, phrase`tell the account`)
    }
    return { identity: { account }, confirmed: false }
  }
  if (identity === undefined) return named(adapter, expected)
  const found = identity.account
  const { account, claimed } = expected
  if (account !== undefined && account !== found) {
    throw mismatch(
      adapter,
      phrase`The token belongs to account ${found}, but this login was started for ${account}.`,
    )
  }
  if (claimed !== undefined && claimed !== found) {
    throw mismatch(adapter, phrase`The token belongs to account ${found}, but the callback names ${claimed}.`)
  }
  return { identity, confirmed: true }
}

function mismatch({ id }: ProviderAdapter, seen: Phrase): AuthorizationError {
  return new AuthorizationError(
    joined([seen, phrase`Nothing was stored. Log in again, signed in as the right account.`]),
    { provider: id, code: 'account_mismatch' },
  )
}

/** The provider does not tell: the account is taken at the user's word. */
function named({ id }: ProviderAdapter, { account, accountName, claimed }: Expectation): Confirmed {
  const name = account ?? accountName ?? claimed
  if (name !== undefined) return { identity: { account: name }, confirmed: true }
  throw new AuthorizationError(
    phrase`${id} does not tell which account consented: name it with accountName (--name).`,
    { provider: id, code: 'account_unnamed' },
  )
}
