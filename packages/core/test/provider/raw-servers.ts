import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Server, Socket } from 'node:net'
import * as undici from 'undici'
import { afterEach } from 'vitest'
import { nodeTransport } from '../../src/provider/transport/node-transport.ts'
import { undiciTransport } from '../../src/provider/transport/undici-transport.ts'

/** What must do the same. */
export const transports = [
  ['node:http', nodeTransport],
  ['undici', (idle?: number) => undiciTransport(undici, idle)],
] as const

export const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** The port of a server that is closed after the test, with the number of connections that it got. */
export async function listening(server: Server) {
  const got = { port: 0, connections: 0 }
  servers.push(server)
  server.on('connection', (socket) => {
    got.connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  got.port = (server.address() as AddressInfo).port
  return got
}

export const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(
    createHttpServer((request, response) => request.resume().on('end', () => answer(request, response))),
  )

export const post = (port: number, more: object = {}) => ({
  url: `http://127.0.0.1:${port}/token`,
  method: 'POST',
  headers: { 'content-type': 'text/plain' },
  body: 'a=b',
  timeout: 5_000,
  ...more,
})

export const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error & { code?: string },
  )
