import {
  type Cause,
  ConfigurationError,
  type OAuthTokensError,
  ProviderUnavailableError,
  RateLimitedError,
  ReauthorizationRequiredError,
} from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
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
      phrase`${connection} was refreshed as often as ${provider} allows. The next refresh is possible at ${when}.`,
      details,
    )
  }
  if (backoff.reason === 'throttled') {
    return new RateLimitedError(
      shared
        ? phrase`${provider} asked all connections of this app to slow down (${backoff.code}). The next attempt is at ${when}.`
        : phrase`${provider} asked to slow down (${backoff.code}). The next attempt is at ${when}.`,
      details,
    )
  }
  if (backoff.reason === 'configuration') {
    return new ConfigurationError(
      phrase`${provider} refuses this app (${backoff.code}). Correct its settings; with the same ones it is not asked again before ${when}.`,
      details,
    )
  }
  return new ProviderUnavailableError(
    backoff.failures === 1
      ? phrase`The last attempt to refresh ${connection} failed (${backoff.code}). The next one is at ${when}.`
      : phrase`The last ${backoff.failures} attempts to refresh ${connection} failed (${backoff.code}). The next one is at ${when}.`,
    details,
  )
}

export function reauthorizationRequired(
  facts: TokenFacts,
  dead: Dead | undefined,
): ReauthorizationRequiredError {
  const { connection, provider, account } = facts
  const next = askOwner(provider, account)
  if (!dead) {
    return new ReauthorizationRequiredError(
      joined([phrase`${connection} has no refresh token and its access token is used up.`, next]),
      {
        connection,
        provider,
        code: 'no_refresh_token',
      },
    )
  }
  const when = new Date(dead.at).toISOString()
  if (dead.code === 'revoked') {
    return new ReauthorizationRequiredError(
      joined([phrase`${connection} was revoked here at ${when}.`, next]),
      {
        connection,
        provider,
        code: dead.code,
      },
    )
  }
  const refused = phrase`The refresh token of ${connection} was refused for good (${dead.code}) at ${when}.`
  return new ReauthorizationRequiredError(
    joined(dead.doubt ? [refused, lostAnswer(dead.doubt), next] : [refused, next]),
    { connection, provider, code: dead.doubt ? 'answer_lost' : dead.code },
  )
}

/** What is known of a redemption whose answer never came. */
function lostAnswer(doubt: Doubt): Phrase {
  return phrase`An answer of the provider was lost at ${new Date(doubt.at).toISOString()} on host ${doubt.host}: if that host still has a rescue folder, start oauth-tokens there once before anybody consents again.`
}

export function askOwner(provider: string, account: string): Phrase {
  return phrase`Ask the owner to consent again: oauth-tokens login ${provider} --account ${account}`
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
      return new RateLimitedError(
        joined([outcome.message, phrase`The next attempt is at ${retryAt.toISOString()}.`]),
        { ...details, code: outcome.code, retryAt },
      )
    case 'not-sent':
      return new ProviderUnavailableError(
        joined([
          unreached(provider, outcome.cause),
          phrase`Nothing was sent.`,
          phrase`${whyNotSent(outcome.cause)}; the next attempt is at ${retryAt.toISOString()}.`,
        ]),
        { ...details, code: 'provider_unreachable', retryAt },
      )
    case 'unknown':
      return new ProviderUnavailableError(
        joined([
          unanswered(provider, outcome.cause),
          phrase`What is stored was kept; the next attempt is at ${retryAt.toISOString()}.`,
        ]),
        { ...details, code: 'provider_unavailable', retryAt },
      )
  }
}

/** A certificate is refused for its dates by a machine whose clock is wrong, too. */
export function whyNotSent({ name, code = '' }: Cause): Phrase {
  if (name === 'Discovery') return phrase`Check the option issuer, and the network`
  return /CERT|SELF_SIGNED|ISSUER/.test(code)
    ? phrase`Check this machine's clock, then its certificates (NODE_EXTRA_CA_CERTS)`
    : phrase`Check the network`
}

function unreached(provider: string, { host, code, name }: Cause): Phrase {
  return host
    ? phrase`${provider} could not be reached at ${host} (${code ?? name}).`
    : phrase`${provider} could not be reached (${code ?? name}).`
}

function unanswered(provider: string, { host, code, status, name }: Cause): Phrase {
  const why = code ?? status ?? name
  return host
    ? phrase`${provider} gave no usable answer at ${host} (${why}).`
    : phrase`${provider} gave no usable answer (${why}).`
}
