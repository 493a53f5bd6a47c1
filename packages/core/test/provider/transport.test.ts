import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zlib from 'node:zlib'
import * as undici from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { largestBody } from '../../src/provider/transport/body-limit.ts'
import { nodeTransport } from '../../src/provider/transport/node-transport.ts'
import { undiciTransport } from '../../src/provider/transport/undici-transport.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** The port of a server that is closed after the test, with the number of connections that it got. */
async function listening(server: Server) {
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

const answering = (answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(
    createHttpServer((request, response) => request.resume().on('end', () => answer(request, response))),
  )

const post = (port: number, more: object = {}) => ({
  url: `http://127.0.0.1:${port}/token`,
  method: 'POST',
  headers: { 'content-type': 'text/plain' },
  body: 'a=b',
  timeout: 5_000,
  ...more,
})

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error & { code?: string },
  )

/** Nothing else runs meanwhile, no timer either. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

describe.each([
  ['node:http', nodeTransport],
  ['undici', (idle?: number) => undiciTransport(undici, idle)],
])('by %s,', (_, transport) => {
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

  describe('a request', () => {
    it('is posted whole, to its place, asking for an answer that is not encoded', async () => {
      let seen: object = {}
      const server = createHttpServer(async (request, response) => {
        const chunks = []
        for await (const chunk of request) chunks.push(chunk)
        const { method, url, headers } = request
        seen = { method, url, headers, body: Buffer.concat(chunks).toString() }
        response.end('{}')
      })
      const { port } = await listening(server)
      await transport()(post(port, { url: `http://127.0.0.1:${port}/a/token?b=%20c`, body: 'name=Nguyễn' }))
      expect(seen).toMatchObject({ method: 'POST', url: '/a/token?b=%20c', body: 'name=Nguyễn' })
      expect(seen).toHaveProperty('headers.content-length', String(Buffer.byteLength('name=Nguyễn')))
      expect(seen).toHaveProperty('headers.content-type', 'text/plain')
      expect(seen).toHaveProperty('headers.accept-encoding', 'identity')
    })

    it('is not sent to where an answer redirects', async () => {
      const server = await answering((_request, response) =>
        response.writeHead(307, { location: '/else' }).end(),
      )
      const { status, headers } = await transport()(post(server.port))
      expect([status, headers.get('location')]).toEqual([307, '/else'])
    })

    it('was not sent where nobody listens', async () => {
      const { port } = await answering(() => {})
      await new Promise((resolve) => servers.pop()?.close(resolve))
      const error = await failureOf(transport()(post(port)))
      expect([error?.code, wasNotSent(error)]).toEqual(['ECONNREFUSED', true])
    })

    it('may have been sent where the connection is reset instead of an answer', async () => {
      const { port } = await listening(
        createServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
      )
      const error = await failureOf(transport()(post(port)))
      expect([error?.code, wasNotSent(error)]).toEqual(['ECONNRESET', false])
    })

    it('may have been sent when no answer comes in time', async () => {
      const { port } = await answering(() => {})
      const error = await failureOf(transport()(post(port, { timeout: 100 })))
      expect([error?.name, wasNotSent(error)]).toEqual(['TimeoutError', false])
    })

    it('was not sent while it only waited for a connection', async () => {
      const server = await answering(() => {})
      const send = transport()
      const first = Array.from({ length: 128 }, () => failureOf(send(post(server.port, { timeout: 400 }))))
      const error = await failureOf(send(post(server.port, { timeout: 50 })))
      expect([error?.code, wasNotSent(error)]).toEqual(['ETIMEDOUT', true])
      for (const failure of await Promise.all(first)) expect(wasNotSent(failure)).toBe(false)
    })
  })

  describe('an answer', () => {
    const text = JSON.stringify({ access_token: 'ă'.repeat(2_000) })
    it.each([
      ['gzip', zlib.gzipSync(text)],
      ['x-gzip', zlib.gzipSync(text)],
      ['deflate', zlib.deflateSync(text)],
      ['deflate', zlib.deflateRawSync(text)],
      ['br', zlib.brotliCompressSync(text)],
      ['gzip, BR', zlib.brotliCompressSync(zlib.gzipSync(text))],
      ['identity', Buffer.from(text)],
    ])('is decoded although nobody asked for it to be encoded: %s', async (encoding, body) => {
      const server = await answering((_request, response) => {
        response.setHeader('content-encoding', encoding)
        response.end(body)
      })
      expect((await transport()(post(server.port))).text).toBe(text)
    })

    it.each([
      ['plain', 'identity', Buffer.alloc(largestBody + 1, 'x')],
      ['once decoded', 'gzip', zlib.gzipSync(Buffer.alloc(largestBody + 1, 'x'))],
      ['once decoded', 'br', zlib.brotliCompressSync(Buffer.alloc(largestBody + 1, 'x'))],
    ])('is not read when too large, %s', async (_title, encoding, body) => {
      const server = await answering((_request, response) => {
        response.setHeader('content-encoding', encoding)
        response.end(body)
      })
      const error = await failureOf(transport()(post(server.port)))
      expect([error?.code, wasNotSent(error)]).toEqual(['answer_too_large', false])
    })

    it('may be as large as the bound', async () => {
      const server = await answering((_request, response) => response.end(Buffer.alloc(largestBody, 'x')))
      expect((await transport()(post(server.port))).text).toHaveLength(largestBody)
    })

    it('that is cut off is none, and what was sent may have counted', async () => {
      const cut = 'HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{"access_token":"a'
      const { port } = await listening(createServer((socket) => socket.once('data', () => socket.end(cut))))
      const error = await failureOf(transport()(post(port)))
      expect([error?.code, wasNotSent(error)]).toEqual(['ECONNRESET', false])
    })

    it('is read in pieces, its characters whole, and its mark of UTF-8 left out', async () => {
      const bytes = Buffer.from('\uFEFF{"name":"Nguyễn"}')
      const server = await answering((_request, response) => {
        response.write(bytes.subarray(0, 15))
        setImmediate(() => response.end(bytes.subarray(15)))
      })
      expect((await transport()(post(server.port))).text).toBe('{"name":"Nguyễn"}')
    })
  })

  describe('over TLS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oauth-tokens-'))
    let certificate = { key: '', cert: '' }
    beforeAll(() => {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
      const subject = ['-subj', '/CN=provider', '-addext', 'subjectAltName=IP:127.0.0.1']
      const made = [
        'req',
        '-x509',
        '-newkey',
        'ed25519',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        cert,
      ]
      execFileSync('openssl', [...made, ...subject], { stdio: 'pipe' })
      certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    const secure = (port: number, more: object = {}) =>
      post(port, { url: `https://127.0.0.1:${port}/token`, ...more })

    it('nothing is sent to a server whose certificate is not trusted', async () => {
      let requests = 0
      const server = createHttpsServer(certificate, (_request, response) => {
        requests += 1
        response.end('ok')
      })
      const { port } = await listening(server)
      const error = await failureOf(transport()(secure(port)))
      expect([error?.code, wasNotSent(error)]).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', true])
      expect(requests).toBe(0)
    })

    it.each<[string, (socket: Socket) => void]>([
      ['resets the connection', (socket) => socket.resetAndDestroy()],
      ['hangs up', (socket) => socket.end()],
      ['says something else', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ])('nothing was sent when the server %s in the handshake', async (_title, answer) => {
      const { port } = await listening(createServer((socket) => socket.once('data', () => answer(socket))))
      const error = await failureOf(transport()(secure(port)))
      expect(wasNotSent(error)).toBe(true)
    })

    it('nothing was sent when the server is silent in the handshake', async () => {
      const { port } = await listening(createServer(() => {}))
      const error = await failureOf(transport()(secure(port, { timeout: 100 })))
      expect([error?.code, wasNotSent(error)]).toEqual(['ETIMEDOUT', true])
    })
  })
})
