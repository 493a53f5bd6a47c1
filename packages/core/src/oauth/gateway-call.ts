import { systemClock } from '../clock.ts'
import {
  type Cause,
  ConfigurationError,
  type OAuthTokensError,
  ProviderRejectedError,
  ProviderUnavailableError,
  RateLimitedError,
} from '../errors.ts'
import { phrase, type Said } from '../phrase.ts'
import { causeOf } from '../provider/cause.ts'
import type { RawAnswer } from '../provider/dialect.ts'
import { foreignText } from '../provider/foreign-text.ts'
import { wasNotSent } from '../provider/not-sent.ts'
import { createRedact, type Redact } from '../provider/redact.ts'
import { retryAfter } from '../provider/retry-after.ts'
import { send } from '../provider/send.ts'

/** One POST of JSON to a gateway. */
export interface GatewayRequest {
  /** Behind the gateway's address. */
  path: string
  body: object
  /** Everything secret in the body. */
  secrets?: readonly string[]
  /** Milliseconds. */
  timeout: number
}

/** What an answer says. `configuration`: a setting is wrong, and asking again would not help. */
export type GatewayReading =
  | { kind: 'answered'; data: Record<string, unknown> }
  | { kind: 'refused' | 'configuration'; code: string; text?: string; advice?: Said }

/** @throws ConfigurationError, RateLimitedError, ProviderRejectedError, ProviderUnavailableError */
export type GatewayCall = (request: GatewayRequest) => Promise<Record<string, unknown>>

interface Gateway {
  provider: string
  /** Address without a slash at its end. */
  address: string
  headers: Readonly<Record<string, string>>
  /** What must not be shown, beside what is secret in a body. */
  secrets: readonly string[]
  /** Undefined: this is no answer. */
  read(answer: RawAnswer): GatewayReading | undefined
}

/** Calls to a gateway, within a time limit, their answers bounded, their failures in the errors of this library. */
export function gatewayCall({ provider, address, headers, secrets, read }: Gateway): GatewayCall {
  return async ({ path, body, secrets: own = [], timeout }) => {
    const url = `${address}${path}`
    const { host } = new URL(url)
    const redact = createRedact([...secrets, ...own])
    let answer: RawAnswer
    try {
      answer = await send({
        url,
        method: 'POST',
        headers: { ...headers },
        body: JSON.stringify(body),
        timeout,
      })
    } catch (error) {
      const cause = causeOf(error, host, redact)
      const why = cause.code ?? cause.name
      if (wasNotSent(error)) {
        throw new ProviderUnavailableError(
          phrase`Provider ${provider}: ${host} could not be reached (${why}). Try again later.`,
          { provider, code: 'provider_unreachable', cause },
        )
      }
      throw new ProviderUnavailableError(
        phrase`Provider ${provider}: ${host} did not answer, and may have acted on the call all the same (${why}). Try again later.`,
        { provider, code: 'gateway_unanswered', cause },
      )
    }
    return judge(answer, read, { provider, host, redact })
  }
}

function judge(
  answer: RawAnswer,
  read: Gateway['read'],
  { provider, host, redact }: { provider: string; host: string; redact: Redact },
): Record<string, unknown> {
  const { status } = answer
  // Whoever redirects, or fails inside, has not answered.
  const silent = (status >= 300 && status < 400) || status >= 500
  const reading = read(answer)
  if (!silent && status < 300 && reading?.kind === 'answered') return reading.data

  const refusal = reading?.kind === 'answered' ? undefined : reading
  const text = refusal?.text === undefined ? '' : foreignText(refusal.text, redact)
  const unread = status >= 200 && status < 300 ? 'not_json' : `http_${status}`
  const code = refusal === undefined ? unread : foreignText(refusal.code, redact)
  const cause: Cause = { name: 'GatewayAnswer', code, status, host, ...(text !== '' && { detail: text }) }
  const told = text === '' ? code : `${code}: ${text}`
  const wait = retryAfter(answer.headers, systemClock)
  const later = wait === undefined ? {} : { retryAt: new Date(systemClock.now() + wait * 1000) }
  throw failure()

  function failure(): OAuthTokensError {
    if (status === 429) {
      const message = phrase`Provider ${provider} asked to slow down (${told}). Try again later.`
      return new RateLimitedError(message, { provider, cause, ...later })
    }
    if (status === 401) {
      return new ConfigurationError(
        phrase`Provider ${provider}: ${host} does not accept the API key (${told}). Check apiKey.`,
        {
          provider,
          code: 'api_key_refused',
          cause,
        },
      )
    }
    if (silent || refusal === undefined) {
      const message = phrase`Provider ${provider}: ${host} gave no usable answer (${told}). Try again later.`
      return new ProviderUnavailableError(message, { provider, code: 'gateway_unanswered', cause, ...later })
    }
    const advice = refusal.advice ?? phrase`Look into the account at the gateway.`
    const message = phrase`Provider ${provider}: ${host} refused the call (${told}). ${advice}`
    if (refusal.kind === 'configuration') {
      return new ConfigurationError(message, { provider, code: 'gateway_settings', cause })
    }
    return new ProviderRejectedError(message, { provider, code: 'gateway_refused', cause })
  }
}
