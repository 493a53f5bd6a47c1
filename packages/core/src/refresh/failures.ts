import {
  type Cause,
  ConfigurationError,
  type OAuthTokensError,
  ProviderUnavailableError,
  RateLimitedError,
  ReauthorizationRequiredError,
} from '../errors.ts'
import type { RedeemOutcome } from '../provider/provider.ts'
import type { Backoff, Dead, Doubt } from '../store/lease.ts'
import type { TokenFacts } from '../tokens/token-record.ts'

/** The typed errors of a refresh, each saying what to do next. */

export function coolingDown(
  facts: TokenFacts,
  { backoff, shared = false }: { backoff: Backoff; shared?: boolean },
  retryAt: Date,
): OAuthTokensError {
  const { connection, provider } = facts
  const details = { connection, provider, retryAt, code: backoff.code }
  const when = retryAt.toISOString()
  if (backoff.code === 'budget_used_up') {
    return new RateLimitedError(
      `${connection} was refreshed as often as ${provider} allows. The next refresh is possible at ${when}.`,
      details,
    )
  }
  if (backoff.reason === 'throttled') {
    return new RateLimitedError(
      `${provider} asked ${shared ? 'all connections of this app ' : ''}to slow down (${backoff.code}). ` +
        `The next attempt is at ${when}.`,
      details,
    )
  }
  if (backoff.reason === 'configuration') {
    return new ConfigurationError(
      `${provider} refuses this app (${backoff.code}). Correct its settings; with the same ones it is not asked again before ${when}.`,
      details,
    )
  }
  return new ProviderUnavailableError(
    `The last ${backoff.failures} attempts to refresh ${connection} failed (${backoff.code}). The next one is at ${when}.`,
    details,
  )
}

export function reauthorizationRequired(
  facts: TokenFacts,
  dead: Dead | undefined,
): ReauthorizationRequiredError {
  const { connection, provider, account } = facts
  const next = `Ask the owner to consent again: oauth-tokens login ${provider} --account ${account}`
  if (!dead) {
    return new ReauthorizationRequiredError(
      `${connection} has no refresh token and its access token is used up. ${next}`,
      {
        connection,
        provider,
        code: 'no_refresh_token',
      },
    )
  }
  const when = new Date(dead.at).toISOString()
  if (dead.code === 'revoked') {
    return new ReauthorizationRequiredError(`${connection} was revoked here at ${when}. ${next}`, {
      connection,
      provider,
      code: dead.code,
    })
  }
  return new ReauthorizationRequiredError(
    `The refresh token of ${connection} was refused for good (${dead.code}) at ${when}.` +
      `${dead.doubt ? ` ${lostAnswer(dead.doubt)}` : ''} ${next}`,
    { connection, provider, code: dead.doubt ? 'answer_lost' : dead.code },
  )
}

/** What is known of a redemption whose answer never came. */
export function lostAnswer(doubt: Doubt): string {
  return (
    `An answer of the provider was lost at ${new Date(doubt.at).toISOString()} on host ${doubt.host}: ` +
    'if that host still has a rescue folder, start oauth-tokens there once before anybody consents again.'
  )
}

/** The error of an outcome that brought no tokens. */
export function outcomeError(
  facts: TokenFacts,
  outcome: Exclude<RedeemOutcome, { kind: 'issued' }>,
  retryAt: Date,
): OAuthTokensError {
  const { connection, provider } = facts
  const details = { connection, provider, ...(outcome.cause && { cause: outcome.cause }) }
  switch (outcome.kind) {
    case 'refused':
      return new ConfigurationError(outcome.message, { ...details, code: outcome.code, retryAt })
    case 'throttled':
      return new RateLimitedError(`${outcome.message} The next attempt is at ${retryAt.toISOString()}.`, {
        ...details,
        code: outcome.code,
        retryAt,
      })
    case 'not-sent':
      return new ProviderUnavailableError(
        `${provider} could not be reached${where(outcome.cause.host)} (${outcome.cause.code ?? outcome.cause.name}). ` +
          `Nothing was sent. ${whyNotSent(outcome.cause)}; the next attempt is at ${retryAt.toISOString()}.`,
        { ...details, code: 'provider_unreachable', retryAt },
      )
    case 'unknown':
      return new ProviderUnavailableError(
        `${provider} gave no usable answer${where(outcome.cause.host)} ` +
          `(${outcome.cause.code ?? outcome.cause.status ?? outcome.cause.name}). ` +
          `What is stored was kept; the next attempt is at ${retryAt.toISOString()}.`,
        { ...details, code: 'provider_unavailable', retryAt },
      )
  }
}

/** A certificate is refused for its dates by a machine whose clock is wrong, too. */
export function whyNotSent({ name, code = '' }: Cause): string {
  if (name === 'Discovery') return 'Check the option issuer, and the network'
  return /CERT|SELF_SIGNED|ISSUER/.test(code)
    ? "Check this machine's clock, then its certificates (NODE_EXTRA_CA_CERTS)"
    : 'Check the network'
}

function where(host: string | undefined): string {
  return host ? ` at ${host}` : ''
}
