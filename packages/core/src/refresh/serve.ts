import { ConnectionNotFoundError, type OAuthTokensError, ReauthorizationRequiredError } from '../errors.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Want } from '../tokens/freshness.ts'
import type { ShownRecord } from '../tokens/token-set.ts'

/** Whether a token that should have been refreshed, and could not be, still helps its caller. */
export function mayServe(
  error: OAuthTokensError,
  { facts, secrets }: ShownRecord,
  doubtful: boolean,
  adapter: Pick<ProviderAdapter, 'newAccessTokenRevokesOld'>,
  want: Want,
  now: number,
): boolean {
  if (error instanceof ConnectionNotFoundError || error.code === 'corrupt_record') return false
  if (secrets.accessToken === '' || want.rejected === secrets.accessToken) return false
  // Who forces a refresh wants to know that it failed.
  if (want.otherThan) return false
  if (facts.expiresAt !== undefined && facts.expiresAt <= now) return false
  // Somebody else spent the refresh token, or an answer is lost: the provider has a newer access token.
  const superseded = doubtful || error instanceof ReauthorizationRequiredError
  return !(superseded && adapter.newAccessTokenRevokesOld)
}
