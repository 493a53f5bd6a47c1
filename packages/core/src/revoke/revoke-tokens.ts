import {
  ConfigurationError,
  ProviderRejectedError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import { adapterFault } from '../login/adapter-fault.ts'
import { joined, phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { whyNotSent } from '../refresh/failures.ts'
import type { TokenRecord } from '../tokens/token-record.ts'

/** Ends one grant at the provider. @throws an OAuthTokensError unless the provider said that it is done */
export async function revokeTokens(
  { timeouts }: Pick<Context, 'timeouts'>,
  adapter: ProviderAdapter,
  { facts, secrets }: TokenRecord,
): Promise<void> {
  const { accessToken, refreshToken, params } = secrets
  if (accessToken === '' && refreshToken === undefined) return
  const { connection } = facts
  const request = {
    accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
    params,
    timeout: timeouts.provider,
  }
  const outcome = await adapter.revoke?.(request).catch((error: unknown) => {
    throw adapterFault(error, adapter.id, phrase`revoke the token`)
  })
  if (outcome === undefined || outcome.kind === 'revoked') return
  const details = { connection, provider: adapter.id, ...(outcome.cause && { cause: outcome.cause }) }
  const kept = phrase`${connection} was not revoked and is kept as it was.`
  switch (outcome.kind) {
    case 'refused': {
      const Refusal = outcome.code === 'invalid_client' ? ConfigurationError : ProviderRejectedError
      throw new Refusal(joined([outcome.message, kept]), { ...details, code: outcome.code })
    }
    case 'throttled':
      throw new RateLimitedError(joined([outcome.message, kept, phrase`Try again later.`]), {
        ...details,
        code: outcome.code,
      })
    case 'not-sent':
      throw new ProviderUnavailableError(
        joined([
          phrase`${adapter.id} could not be reached.`,
          kept,
          phrase`${whyNotSent(outcome.cause)} and try again.`,
        ]),
        { ...details, code: 'provider_unreachable' },
      )
    case 'unknown':
      throw new ProviderUnavailableError(
        joined([
          phrase`${adapter.id} did not say whether it revoked the token.`,
          kept,
          phrase`Revoking again does no harm.`,
        ]),
        { ...details, code: 'revocation_unanswered' },
      )
  }
}
