import pRetry from 'p-retry'
import { type Phrase, phrase } from '../phrase.ts'
import type { ExchangeRequest, Grant, ProviderAdapter, RedeemOutcome } from '../provider/provider.ts'
import { adapterFault } from './adapter-fault.ts'
import { granted } from './granted.ts'

/** Nothing left this machine: the one outcome after which the same code may be sent again. */
class NotSent extends Error {
  readonly outcome: RedeemOutcome & { kind: 'not-sent' }
  constructor(outcome: RedeemOutcome & { kind: 'not-sent' }) {
    super('not sent')
    this.outcome = outcome
  }
}

/** Asks for a first grant, again only while nothing was sent. @throws an OAuthTokensError */
export async function askForGrant(
  adapter: ProviderAdapter,
  ask: () => Promise<RedeemOutcome>,
  sent: Phrase,
): Promise<Grant> {
  const outcome = await pRetry(
    async () => {
      const answer = await ask()
      if (answer.kind === 'not-sent') throw new NotSent(answer)
      return answer
    },
    { retries: 2, minTimeout: 200, shouldRetry: ({ error }) => error instanceof NotSent },
  ).catch((error: unknown) => {
    if (error instanceof NotSent) return error.outcome
    throw adapterFault(error, adapter.id, phrase`exchange the ${sent}`)
  })
  return granted(outcome, adapter.id, sent)
}

/** Exchanges a code. @throws AuthorizationError, ConfigurationError, RateLimitedError, ProviderUnavailableError */
export function exchangeCode(adapter: ProviderAdapter, request: ExchangeRequest): Promise<Grant> {
  return askForGrant(adapter, () => adapter.exchange(request), phrase`code`)
}
