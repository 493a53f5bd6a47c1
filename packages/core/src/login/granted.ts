import {
  AuthorizationError,
  ConfigurationError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
import type { Grant, RedeemOutcome } from '../provider/provider.ts'
import { whyNotSent } from '../refresh/failures.ts'

/**
 * The grant of a login's outcome; `sent` names what was sent and works once.
 * @throws AuthorizationError, ConfigurationError, RateLimitedError, ProviderUnavailableError
 */
export function granted(outcome: RedeemOutcome, provider: string, sent: Phrase): Grant {
  if (outcome.kind === 'issued') return outcome.grant
  const details = { provider, ...(outcome.cause && { cause: outcome.cause }) }
  const again = phrase`Log in again: oauth-tokens login ${provider}`
  switch (outcome.kind) {
    case 'refused':
      if (outcome.refusal === 'client')
        throw new ConfigurationError(outcome.message, { ...details, code: outcome.code })
      throw new AuthorizationError(joined([outcome.message, again]), { ...details, code: outcome.code })
    case 'throttled':
      throw new RateLimitedError(joined([outcome.message, again]), { ...details, code: outcome.code })
    case 'not-sent':
      throw new ProviderUnavailableError(
        joined([
          phrase`${provider} could not be reached (${outcome.cause.code ?? outcome.cause.name}).`,
          phrase`${whyNotSent(outcome.cause)}.`,
          again,
        ]),
        { ...details, code: 'provider_unreachable' },
      )
    case 'unknown':
      throw new ProviderUnavailableError(
        joined([
          phrase`${provider} gave no usable answer to the ${sent} (${outcome.cause.code ?? outcome.cause.status ?? outcome.cause.name}); a ${sent} works once.`,
          again,
        ]),
        { ...details, code: 'exchange_unanswered' },
      )
  }
}
