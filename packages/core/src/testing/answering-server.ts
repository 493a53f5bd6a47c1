import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ServedAnswer, textOf } from './provider-recordings.ts'

/** What goes wrong on the way: no answer at all, a closed connection, a body that ends too early. */
export type Fault = 'silence' | 'reset' | 'cut'

export interface ReceivedRequest {
  method: string
  url: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** Runs `use` against a server on this machine that gives every request the same answer. */
export async function withAnsweringServer(
  answer: ServedAnswer | Fault,
  use: (baseUrl: string, requests: readonly ReceivedRequest[]) => Promise<void>,
): Promise<void> {
  const requests: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request
    requests.push({ method, url, headers, body: await read(request) })
    reply(response, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

function reply(response: ServerResponse, answer: ServedAnswer | Fault): void {
  if (answer === 'silence') return
  if (answer === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (answer === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
    response.write('{"access_token":"', () => response.socket?.destroy())
    return
  }
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
  response.end(textOf(answer))
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}
