import { standardHeaders } from './answer-headers.ts'
import { send } from './send.ts'

/** A fetch for small documents: what is asked for, in the words of libraries that take a fetch of their user's. */
export type BoundedFetch = (
  url: string,
  init?: { method?: string; headers?: RequestInit['headers'] },
) => Promise<Response>

/** Statuses that a `Response` takes no body for. */
const bodiless = new Set([101, 103, 204, 205, 304])

/**
 * A fetch that goes the way of all other requests to authorization servers: through the environment's proxies, within
 * bounds of time and size, redirects not followed. `timeout`: milliseconds for each call, body included.
 */
export function boundedFetch(timeout: number): BoundedFetch {
  return async (url, { method = 'GET', headers } = {}) => {
    const plain = Object.fromEntries(new Headers(headers))
    const answer = await send({ url, method, headers: plain, body: null, timeout })
    const { status, headers: answered, text } = answer
    return new Response(bodiless.has(status) ? null : text, { status, headers: standardHeaders(answered) })
  }
}
