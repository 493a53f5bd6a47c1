import type { AnswerHeaders } from '../answer-headers.ts'

/** A request as openid-client hands it to a `customFetch`, and the milliseconds it may take. */
export interface OutgoingRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | null
  timeout: number
}

/** An answer as it came, its body decoded, read to the end and within bounds. */
export interface WholeAnswer {
  status: number
  headers: AnswerHeaders
  text: string
}

/**
 * Sends one request and reads its whole answer within the time limit. Redirects are not followed, and nothing is sent
 * twice. What it throws tells by `wasNotSent` whether the request may have left this machine.
 */
export type Transport = (request: OutgoingRequest) => Promise<WholeAnswer>
