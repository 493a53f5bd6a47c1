import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wasNotSent } from '../../src/provider/not-sent.ts'
import { failureOf, listening, post, transports } from './raw-servers.ts'

describe.each(transports)('by %s,', (_, transport) => {
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
