import type { Clock } from '../clock.ts'
import {
  AuthorizationError,
  type Cause,
  type OAuthTokensError,
  ProviderRejectedError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import { phrase, type Said } from '../phrase.ts'
import type { RawAnswer } from './dialect.ts'
import { foreignText } from './foreign-text.ts'
import type { IdentifyRequest, Identity } from './provider.ts'
import type { Redact } from './redact.ts'
import { retryAfter } from './retry-after.ts'

/**
 * What an answer of the user-info endpoint says. `token-refused`: the access token is not accepted.
 * `rejected`: the account is unusable, for good. `unavailable`: nothing was learned about the account.
 * `untold`: this token may not ask, so that the user names the account.
 */
export type IdentityReading =
  | ({ kind: 'identified' } & Identity)
  | { kind: 'untold' }
  | {
      kind: 'token-refused' | 'rejected' | 'throttled' | 'unavailable'
      code: string
      text?: string
      advice?: Said
    }

/** From one raw answer, and the answer that brought the token, to whom the token belongs. */
export type IdentityReader = (
  answer: RawAnswer,
  token: Pick<IdentifyRequest, 'raw' | 'params'>,
) => IdentityReading

interface Context {
  provider: string
  host: string
  clock: Clock
  redact: Redact
  token: Pick<IdentifyRequest, 'raw' | 'params'>
}

/** @throws an OAuthTokensError, `retryable` when the check could not be made */
export function readIdentityAnswer(
  answer: RawAnswer,
  read: IdentityReader,
  context: Context,
): Identity | undefined {
  const reading = judge(answer, read, context)
  if (reading.kind === 'untold') return undefined
  if (reading.kind === 'identified') {
    const { kind: _, ...identity } = reading
    return identity
  }
  const text = reading.text === undefined ? '' : foreignText(reading.text, context.redact)
  const cause: Cause = {
    name: 'IdentityAnswer',
    code: foreignText(reading.code, context.redact),
    status: answer.status,
    host: context.host,
    ...(text !== '' && { detail: text }),
  }
  throw identityError(reading, cause, retryAfter(answer.headers, context.clock), context)
}

/** The check could not be made: whose token it is stays open. */
export function identityUnavailable(
  provider: string,
  cause: Cause,
  advice: Said = phrase`Try again later.`,
): ProviderUnavailableError {
  const told = [cause.code, cause.detail].filter(Boolean).join(': ')
  return new ProviderUnavailableError(
    phrase`Provider ${provider} could not be asked whose token this is (${told}). ${advice}`,
    { code: 'identity_unavailable', provider, cause },
  )
}

function judge(answer: RawAnswer, read: IdentityReader, { token }: Context): IdentityReading {
  if (answer.status === 429) return { kind: 'throttled', code: 'http_429' }
  if (answer.status >= 500 || (answer.status >= 300 && answer.status < 400)) {
    return { kind: 'unavailable', code: `http_${answer.status}` }
  }
  const reading = read(answer, token)
  if (reading.kind !== 'identified' || reading.account !== '') return reading
  return { kind: 'unavailable', code: 'no_account' }
}

function identityError(
  reading: Exclude<IdentityReading, { kind: 'identified' | 'untold' }>,
  cause: Cause,
  wait: number | undefined,
  { provider, clock }: Context,
): OAuthTokensError {
  if (reading.kind === 'unavailable') return identityUnavailable(provider, cause, reading.advice)
  const told = [cause.code, cause.detail].filter(Boolean).join(': ')
  const details = { provider, cause }
  if (reading.kind === 'token-refused') {
    const advice = reading.advice ?? phrase`Authorize again.`
    return new AuthorizationError(
      phrase`Provider ${provider} does not accept the access token (${told}). ${advice}`,
      {
        ...details,
        code: 'access_token_refused',
      },
    )
  }
  if (reading.kind === 'rejected') {
    const advice = reading.advice ?? phrase`Look into the account at the provider.`
    return new ProviderRejectedError(phrase`Provider ${provider} refuses this account (${told}). ${advice}`, {
      ...details,
      code: 'account_refused',
    })
  }
  return new RateLimitedError(phrase`Provider ${provider} asked to slow down (${told}). Try again later.`, {
    ...details,
    ...(wait !== undefined && { retryAt: new Date(clock.now() + wait * 1000) }),
  })
}
