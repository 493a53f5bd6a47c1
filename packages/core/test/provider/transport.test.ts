import { createServer as createHttpServer } from 'node:http'
import { createServer, type Socket } from 'node:net'
import zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { largestBody } from '../../src/provider/transport/body-limit.ts'
import { answering, failureOf, listening, post, servers, transports } from './raw-servers.ts'

describe.each(transports)('by %s,', (_, transport) => {
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

    it.each<[string, (socket: Socket) => void]>([
      ['reset', (socket) => socket.resetAndDestroy()],
      ['closed', (socket) => socket.end()],
      [
        'closed in the middle of the answer',
        (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab'),
      ],
    ])('is sent once, also where a connection that was used before is %s', async (_title, end) => {
      const whole = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
      const bodies: string[] = []
      let answers = 0
      const { port } = await listening(
        createServer((socket) =>
          socket.on('data', (data) => {
            bodies.push(...(String(data).match(/turn=\d/g) ?? []))
            if (bodies.at(-1) === 'turn=2') end(socket)
            else {
              answers += 1
              socket.write(whole)
            }
          }),
        ),
      )
      const send = transport()
      await send(post(port, { body: 'turn=1' }))
      expect(wasNotSent(await failureOf(send(post(port, { body: 'turn=2' }))))).toBe(false)
      await send(post(port, { body: 'turn=3' }))
      expect(bodies).toEqual(['turn=1', 'turn=2', 'turn=3'])
      expect(answers).toBe(2)
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
})
