import { type AddressInfo, createServer } from 'node:net'
import nock from 'nock'
import { describe, expect, it } from 'vitest'
import { causeOf } from '../../src/provider/cause.ts'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { acme } from './acme.ts'
import { refresh } from './acme-calls.ts'
import { noNetwork } from './no-network.ts'

const failure = (code: string, syscall?: string) =>
  Object.assign(new Error(`${code} with acme-old-refresh-token`), { code, ...(syscall && { syscall }) })

noNetwork()

describe('a call that failed on the way', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('was not sent after %s', async (code) => {
    nock('https://id.acme.example').post('/token').replyWithError(failure(code))
    expect(await refresh()).toEqual({
      kind: 'not-sent',
      cause: { name: 'Error', code, host: 'id.acme.example', detail: `${code} with [secret]` },
    })
  })

  it.each([
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'UND_ERR_SOCKET',
    'UND_ERR_BODY_TIMEOUT',
    'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC',
  ])('may have been sent after %s', async (code) => {
    nock('https://id.acme.example').post('/token').replyWithError(failure(code))
    expect(await refresh()).toMatchObject({ kind: 'unknown', cause: { code } })
  })

  it('is judged by the system call where a code has two meanings', () => {
    expect(wasNotSent(failure('ETIMEDOUT', 'connect'))).toBe(true)
    expect(wasNotSent(failure('ETIMEDOUT', 'read'))).toBe(false)
    expect(wasNotSent(failure('EHOSTUNREACH', 'read'))).toBe(false)
    expect(wasNotSent(failure('EMFILE', 'connect'))).toBe(true)
  })

  it('is judged by the errors that a failed connection attempt collects', () => {
    const all = Object.assign(new AggregateError([failure('ETIMEDOUT', 'connect')]), { code: 'ETIMEDOUT' })
    expect(wasNotSent(new TypeError('fetch failed', { cause: all }))).toBe(true)
  })

  it('may have been sent when the error tells nothing, is no error, or is its own cause', async () => {
    const ring = new Error('ring')
    ring.cause = ring
    for (const error of [ring, undefined, 'text', { code: 42 }]) expect(wasNotSent(error)).toBe(false)
  })

  it('was not sent to a port that fetch refuses', async () => {
    nock.restore()
    const error = await fetch('http://127.0.0.1:1').catch((error: unknown) => error)
    nock.activate()
    expect(wasNotSent(error)).toBe(true)
    expect(causeOf(error, '127.0.0.1:1', (text) => text)).toMatchObject({
      code: 'BAD_PORT',
      detail: 'bad port',
    })
  })

  it('was not sent to a port where nobody listens', async () => {
    nock.restore()
    const outcome = await refresh(acme({ baseUrl: 'http://127.0.0.1:1' }))
    nock.activate()
    expect(outcome).toMatchObject({ kind: 'not-sent', cause: { code: 'ECONNREFUSED' } })
  })

  it('tells a server that does not speak TLS from one that fell silent', async () => {
    // Nock's sockets do not tell how far a handshake went.
    nock.restore()
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const provider = acme({ baseUrl: `https://127.0.0.1:${port}` })
    const outcome = await refresh(provider)
    server.close()
    nock.activate()
    expect(outcome).toMatchObject({ kind: 'not-sent', cause: { name: 'ConnectError', code: 'EPROTO' } })
  })

  it('is over at its time limit although the headers had arrived, and its outcome open', async () => {
    nock.enableNetConnect('127.0.0.1')
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"access_token":"a',
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await refresh(acme({ baseUrl: `http://127.0.0.1:${port}` }), {}, 150)
    server.close()
    expect(outcome).toEqual({
      kind: 'unknown',
      cause: { name: 'TimeoutError', code: 'timeout', host: `127.0.0.1:${port}` },
    })
  })
})
