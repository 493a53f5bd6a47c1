import type { Said } from '../phrase.ts'
import type { AnswerHeaders } from './answer-headers.ts'

/** What a call to the token endpoint is for. */
export type Purpose = 'exchange' | 'refresh' | 'device' | 'client'

/** An answer as it came, its body read to the end and within bounds. */
export interface RawAnswer {
  status: number
  headers: AnswerHeaders
  text: string
  /** The body if it is a JSON object; whole numbers beyond 2^53 are strings, so that ids keep their digits. */
  json?: Record<string, unknown> | undefined
}

/** An answer of the token endpoint, and what had been asked. */
export interface TokenAnswer extends RawAnswer {
  purpose: Purpose
  /** Where the account lives: which server was asked. */
  params: Readonly<Record<string, string>>
}

/**
 * From one raw answer to the body that a standard server would have sent: `access_token` and its kin, or
 * `error` and `error_description`. Undefined: this is no answer, and the outcome is unknown.
 */
export type AnswerReader = (answer: TokenAnswer) => Record<string, unknown> | undefined

/** What an error word of a provider means for the grant. */
export interface ErrorMeaning {
  /**
   * `grant`: this code or refresh token is refused for good. `client`: a setting is wrong and consenting again
   * would not cure it. `throttled`: nothing was touched. `unknown`: it may have been redeemed.
   */
  kind: 'grant' | 'client' | 'throttled' | 'unknown'
  /** Whom a throttle counts. @default 'client' with HTTP 429, else 'grant' */
  scope?: 'grant' | 'client'
  /** How long a throttle lasts where the answer does not tell, seconds. */
  retryAfter?: number
  /** What to do next, one or two sentences; a phrase can be translated. */
  advice?: Said
  /** It is the client secret that was refused: the next of a list is worth trying. */
  secret?: boolean
}

/** A token request that is about to be sent, to be written to in place. */
export interface ClientAuthRequest {
  clientId: string
  clientSecret: string
  body: URLSearchParams
  headers: Headers
  purpose: Purpose
  /** The token endpoint that it goes to. */
  url: string
}

/** Writes the client's credentials, in the provider's own way. */
export type ClientAuthentication = (request: ClientAuthRequest) => void
