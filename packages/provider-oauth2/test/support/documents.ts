import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path answers with: an object as JSON, a text as HTML, or whatever a function does. */
export type Answer = object | string | ((response: ServerResponse) => void)

/** A server on this machine that gives prepared answers; other paths are not found. */
export interface Documents {
  origin: string
  answers: Record<string, Answer>
  requests: string[]
  /** Bodies of POST requests. */
  bodies: URLSearchParams[]
  close(): Promise<void>
}

export async function serveDocuments(): Promise<Documents> {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const documents: Documents = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    answers: {},
    requests: [],
    bodies: [],
    async close() {
      http.close()
      http.closeAllConnections()
      await once(http, 'close')
    },
  }
  http.on('request', async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', documents.origin)
    documents.requests.push(pathname)
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    if (request.method === 'POST') documents.bodies.push(new URLSearchParams(body))
    const answer = documents.answers[pathname]
    if (typeof answer === 'function') return answer(response)
    if (answer === undefined) return response.writeHead(404).end('not found')
    const html = typeof answer === 'string'
    response.writeHead(200, { 'content-type': html ? 'text/html' : 'application/json' })
    response.end(html ? answer : JSON.stringify(answer))
  })
  return documents
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end()
  }
