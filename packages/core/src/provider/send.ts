import type { RawAnswer } from './dialect.ts'
import { httpFetch } from './http-fetch.ts'
import { parseJsonObject } from './parse-json-object.ts'
import { readBody } from './read-body.ts'

/** A request as openid-client hands it to a `customFetch`, and the milliseconds it may take. */
export interface OutgoingRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | null
  timeout: number
}

/**
 * Sends one request and reads its whole answer within the time limit. Redirects are not followed.
 * @throws whatever ended the call before its answer was complete
 */
export async function send({ url, method, headers, body, timeout }: OutgoingRequest): Promise<RawAnswer> {
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)))
  const fetch = await httpFetch()
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal })
  const text = await readBody(response)
  const json = parseJsonObject(text)
  return { status: response.status, headers: response.headers, text, ...(json !== undefined && { json }) }
}
