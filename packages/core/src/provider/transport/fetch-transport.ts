import { httpFetch } from '../http-fetch.ts'
import { BodyTooLargeError, largestBody } from './body-limit.ts'
import type { OutgoingRequest, WholeAnswer } from './transport.ts'

/** By fetch, through the proxies of the environment. */
export async function fetchTransport(request: OutgoingRequest): Promise<WholeAnswer> {
  const { url, method, headers, body, timeout } = request
  const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeout)))
  const fetch = await httpFetch()
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal })
  return { status: response.status, headers: response.headers, text: await readBody(response) }
}

/** Counts what comes out of decompression. */
async function readBody({ body }: Response): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  // Leaving the loop by throwing cancels the stream and with it the connection.
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largestBody) throw new BodyTooLargeError()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
