import type { Clock } from '../clock.ts'
import type { Cause } from '../errors.ts'
import { joined, type Phrase, phrase } from '../phrase.ts'
import type { OAuthProviderDefinition } from './definition.ts'
import type { ErrorMeaning, TokenAnswer } from './dialect.ts'
import { foreignText } from './foreign-text.ts'
import type { RedeemOutcome } from './provider.ts'
import { createRedact } from './redact.ts'
import { retryAfter } from './retry-after.ts'
import { standardAdvice, standardMeaning } from './standard-errors.ts'
import { readGrant, tokensIn } from './token-answer.ts'

/** What is known around an answer while it is read. */
export interface Reading {
  definition: OAuthProviderDefinition
  provider: string
  host: string
  clock: Clock
  /** What was sent: it may come back in the answer's texts. */
  secrets: readonly string[]
}

/** A refusal of this very client secret, when another may be tried. */
export type ReadOutcome = RedeemOutcome & { wrongSecret?: boolean }

/** Judges a whole answer of the token endpoint. Only what was parsed and understood is definite. */
export function readTokenAnswer(answer: TokenAnswer, reading: Reading): ReadOutcome {
  const { definition, host, clock } = reading
  const wait = retryAfter(answer.headers, clock)
  const unknown = (code: string, detail?: string): RedeemOutcome => ({
    kind: 'unknown',
    cause: causeOf(code, detail),
    ...(wait !== undefined && { retryAfter: wait }),
  })
  const causeOf = (code: string, detail?: string): Cause => ({
    name: 'TokenAnswer',
    code,
    status: answer.status,
    host,
    ...(detail && { detail }),
  })

  // Whoever redirects has not answered; following would hand the credentials to another address.
  if (answer.status >= 300 && answer.status < 400) return unknown('redirect')
  const body = definition.dialect === undefined ? answer.json : definition.dialect(answer)
  const rewritten = body === answer.json ? [] : tokensIn(body)
  const redact = createRedact([...reading.secrets, ...tokensIn(answer.json), ...rewritten])
  const code = body === undefined ? undefined : errorCode(body.error)
  const grant = body === undefined ? undefined : readGrant(body, definition, redact)

  if (body !== undefined && code !== undefined) {
    // An error beside a token: believing either could lose the grant.
    if (grant !== undefined) return unknown('contradictory_answer')
    const text = typeof body.error_description === 'string' ? foreignText(body.error_description, redact) : ''
    const word = foreignText(code, redact)
    const meaning = meaningOf(code, answer, definition)
    if (meaning === undefined || meaning.kind === 'unknown') return unknown(word, text)
    const told = text === '' ? word : `${word}: ${text}`
    const advice = meaning.advice ?? standardAdvice(meaning.kind, answer.purpose)
    const message = joined([refusalOf(meaning.kind, answer.purpose, reading.provider, told), advice])
    const cause = causeOf(word, text)
    if (meaning.kind === 'throttled') {
      const pause = wait ?? meaning.retryAfter
      return {
        kind: 'throttled',
        code: word,
        message,
        scope: meaning.scope ?? counted(answer),
        ...(pause !== undefined && { retryAfter: pause }),
        cause,
      }
    }
    const refused = { kind: 'refused', refusal: meaning.kind, code: word, message, cause } as const
    return meaning.secret ? { ...refused, wrongSecret: true } : refused
  }
  if (answer.status === 429) {
    const message = phrase`Provider ${reading.provider} asked to slow down (HTTP 429). It will be tried again later.`
    const cause = causeOf('http_429')
    return {
      kind: 'throttled',
      code: 'http_429',
      message,
      scope: counted(answer),
      ...(wait !== undefined && { retryAfter: wait }),
      cause,
    }
  }
  if (answer.status < 200 || answer.status > 299) return unknown(`http_${answer.status}`)
  if (grant !== undefined) return { kind: 'issued', grant }
  if (body !== undefined) return unknown('no_access_token')
  return unknown(answer.text.trim() === '' ? 'empty_answer' : 'not_json')
}

/** The error word of a standard body. Several servers send 0, null or nothing at all beside a good answer. */
function errorCode(error: unknown): string | undefined {
  if (error === undefined || error === null || error === '' || error === 0 || error === false)
    return undefined
  return typeof error === 'string' || typeof error === 'number' ? String(error) : 'unreadable_error'
}

function meaningOf(
  code: string,
  answer: TokenAnswer,
  definition: OAuthProviderDefinition,
): ErrorMeaning | undefined {
  const own = definition.errors?.(code, answer.purpose)
  if (own !== undefined) return own
  if (answer.status === 429) return { kind: 'throttled' }
  // A failing server is not believed in the standard's words: a gateway may have put them there.
  return answer.status >= 500 ? undefined : standardMeaning(code)
}

/**
 * RFC 6585 section 4 leaves open whom a 429 counts, and names the credentials of a request first: at a token endpoint
 * those are the client's.
 */
function counted({ status }: TokenAnswer): 'grant' | 'client' {
  return status === 429 ? 'client' : 'grant'
}

function refusalOf(
  kind: 'grant' | 'client' | 'throttled',
  purpose: TokenAnswer['purpose'],
  provider: string,
  told: string,
): Phrase {
  if (kind === 'throttled') return phrase`Provider ${provider} asked to slow down (${told}).`
  if (kind === 'client') return phrase`Provider ${provider} refused the settings of the app (${told}).`
  switch (purpose) {
    case 'exchange':
      return phrase`Provider ${provider} refused the authorization code (${told}).`
    case 'refresh':
      return phrase`Provider ${provider} refused the refresh token (${told}).`
    case 'device':
      return phrase`Provider ${provider} refused the device code (${told}).`
    case 'client':
      return phrase`Provider ${provider} refused the client credentials (${told}).`
  }
}
