import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { answering, failureOf, listening, post, servers, transports } from './raw-servers.ts'

/** Nothing else runs meanwhile, no timer either. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

describe.each(transports)('by %s,', (_, transport) => {
  describe('connections', () => {
    it('are used again by what comes right after', async () => {
      const server = await answering((_request, response) => response.end('ok'))
      const send = transport()
      for (let call = 0; call < 5; call++) await send(post(server.port))
      expect(server.connections).toBe(1)
    })

    it('are never used again after a rest: the server may be closing them just then', async () => {
      const server = await answering((_request, response) => response.end('ok'))
      const send = transport(20)
      await send(post(server.port))
      // No timer can have closed it meanwhile.
      await new Promise(setImmediate)
      block(30)
      await send(post(server.port))
      expect(server.connections).toBe(2)
    })

    it('that rested are closed, though nobody asks for them', async () => {
      let closed = () => {}
      const closing = new Promise<void>((resolve) => {
        closed = resolve
      })
      const server = createHttpServer((_request, response) => response.end('ok'))
      server.on('connection', (socket) => socket.on('close', closed))
      const { port } = await listening(server)
      await transport(20)(post(port))
      await closing
    })

    it('leave no doubt where a server drops the idle ones by resetting them', async () => {
      // Answers one request a connection, promises to stay, and resets what comes later, as a proxy does that restarts.
      const server = createServer((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok')
          socket.once('data', () => socket.resetAndDestroy())
        })
      })
      const { port } = await listening(server)
      const send = transport(20)
      await send(post(port))
      await new Promise(setImmediate)
      block(30)
      expect(await send(post(port))).toMatchObject({ status: 200, text: 'ok' })
    })

    it('are not used again after the machine slept, when the monotonic clock stood still', async () => {
      const server = await answering((_request, response) => response.end('ok'))
      const send = transport()
      await send(post(server.port))
      await new Promise(setImmediate)
      const { now } = Date
      vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
      await send(post(server.port))
      vi.restoreAllMocks()
      expect(server.connections).toBe(2)
    })

    it('are new for each request where a server closed one that was in use a moment ago', async () => {
      const server = createServer((socket) => {
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
          socket.once('data', () => socket.resetAndDestroy())
        })
      })
      const { port } = await listening(server)
      const send = transport()
      await send(post(port))
      const error = await failureOf(send(post(port)))
      // Nobody can tell that from a lost answer.
      expect([error?.code, wasNotSent(error)]).toEqual(['ECONNRESET', false])
      for (let call = 0; call < 3; call++) expect((await send(post(port))).text).toBe('ok')
    })

    it('that a server closes after each answer, as it said, cost no request', async () => {
      const server = await answering((_request, response) =>
        response.writeHead(200, { connection: 'close' }).end('ok'),
      )
      const send = transport()
      for (let call = 0; call < 5; call++) expect((await send(post(server.port))).text).toBe('ok')
      expect(server.connections).toBe(5)
    })

    it('reach a host that is named by its IPv6 address', async ({ skip }) => {
      const server = createHttpServer((_request, response) => response.end('ok'))
      servers.push(server)
      const heard = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false))
        server.listen(0, '::1', () => resolve(true))
      })
      if (!heard) skip('this machine has no IPv6')
      const { port } = server.address() as AddressInfo
      expect((await transport()(post(port, { url: `http://[::1]:${port}/` }))).text).toBe('ok')
    })

    it('are bounded in number', async () => {
      const waiting: ServerResponse[] = []
      const server = await answering((_request, response) => {
        waiting.push(response)
        if (waiting.length === 128) for (const each of waiting) each.end('ok')
        else if (waiting.length > 128) response.end('ok')
      })
      const send = transport()
      await Promise.all(Array.from({ length: 150 }, () => send(post(server.port))))
      expect(server.connections).toBe(128)
    })
  })
})
