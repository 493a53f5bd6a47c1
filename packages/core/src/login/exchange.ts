import pRetry from 'p-retry'
import {
  AuthorizationError,
  ConfigurationError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import type { ExchangeRequest, Grant, ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { whyNotSent } from '../refresh/failures.ts'
import { adapterFault } from './adapter-fault.ts'

/** Nothing left this machine: the one outcome after which the same code may be sent again. */
class NotSent extends Error {
  readonly outcome: RedeemOutcome & { kind: 'not-sent' }
  constructor(outcome: RedeemOutcome & { kind: 'not-sent' }) {
    super('not sent')
    this.outcome = outcome
  }
}

/** Exchanges a code. @throws AuthorizationError, ConfigurationError, RateLimitedError, ProviderUnavailableError */
export async function exchangeCode(adapter: ProviderAdapter, request: ExchangeRequest): Promise<Grant> {
  const outcome = await pRetry(
    async () => {
      const answer = await adapter.exchange(request)
      if (answer.kind === 'not-sent') throw new NotSent(answer)
      return answer
    },
    { retries: 2, minTimeout: 200, shouldRetry: ({ error }) => error instanceof NotSent },
  ).catch((error: unknown) => {
    if (error instanceof NotSent) return error.outcome
    throw adapterFault(error, adapter.id, 'exchange the code')
  })
  if (outcome.kind === 'issued') return outcome.grant

  const provider = adapter.id
  const details = { provider, ...(outcome.cause && { cause: outcome.cause }) }
  const again = `Log in again: oauth-tokens login ${provider}`
  switch (outcome.kind) {
    case 'refused':
      if (outcome.refusal === 'client')
        throw new ConfigurationError(outcome.message, { ...details, code: outcome.code })
      throw new AuthorizationError(`${outcome.message} ${again}`, { ...details, code: outcome.code })
    case 'throttled':
      throw new RateLimitedError(`${outcome.message} ${again}`, { ...details, code: outcome.code })
    case 'not-sent':
      throw new ProviderUnavailableError(
        `${provider} could not be reached (${outcome.cause.code ?? outcome.cause.name}). ${whyNotSent(outcome.cause)}. ${again}`,
        { ...details, code: 'provider_unreachable' },
      )
    case 'unknown':
      throw new ProviderUnavailableError(
        `${provider} gave no usable answer to the code (${outcome.cause.code ?? outcome.cause.status ?? outcome.cause.name}); ` +
          `a code works once. ${again}`,
        { ...details, code: 'exchange_unanswered' },
      )
  }
}
