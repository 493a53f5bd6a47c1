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

function parseTarget(target: string): URL | undefined {
  // Concatenated, not resolved: "//host/path" is a path here, not another host.
  return URL.canParse(`http://sandbox${target}`) ? new URL(`http://sandbox${target}`) : undefined
}
