import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

const bodyLimit = 64 * 1024

/** One HTTP request, read to its end. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

/** Reads a request; undefined if the client went away, or sent more than 64 KiB. */
export async function readCall(request: IncomingMessage): Promise<Call | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      size += chunk.length
      if (size > bodyLimit) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  const url = parseTarget(request.url ?? '/')
  if (!url) return undefined
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** The fields of a form body; none at all under another content type, as a server that cannot read it. */
export function formOf(call: Call): URLSearchParams {
  const type = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  return new URLSearchParams(type === 'application/x-www-form-urlencoded' ? call.body : '')
}

/** Where the caller reached the sandbox, as `http://127.0.0.1:8911`. */
export function originOf({ headers }: Call): string {
  return `http://${headers.host}`
}

/** The object of a JSON body; undefined under another content type, or if it is none. */
export function jsonOf(call: Call): Record<string, unknown> | undefined {
  const type = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return undefined
  try {
    const value: unknown = JSON.parse(call.body)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function parseTarget(target: string): URL | undefined {
  // Concatenated, not resolved: "//host/path" is a path here, not another host.
  return URL.canParse(`http://sandbox${target}`) ? new URL(`http://sandbox${target}`) : undefined
}
