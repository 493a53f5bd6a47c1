import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ResourceServer {
  url: string
  host: string
  calls: { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }[]
  close(): Promise<void>
}

/** A server that notes each call, then answers as told. */
export async function startResourceServer(answer: RequestListener): Promise<ResourceServer> {
  const calls: ResourceServer['calls'] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    calls.push({ method, url, headers, body: Buffer.concat(chunks) })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
