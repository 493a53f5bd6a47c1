import http from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import { ConnectError } from './connect-error.ts'
import { readAnswer } from './read-answer.ts'
import { longestIdle, onlyRecentSockets } from './recent-sockets.ts'
import type { OutgoingRequest, Transport, WholeAnswer } from './transport.ts'

/** Connections to one host at a time. */
const maxSockets = 128

/** node:http with connections of its own, kept alive for a moment. `idle`: how long they may wait, ms. */
export function nodeTransport(idle = longestIdle): Transport {
  const kept = agents({ keepAlive: true, maxSockets, scheduling: 'lifo', timeout: idle })
  const fresh = agents({ keepAlive: false, maxSockets })
  const forgetOld = [onlyRecentSockets(kept['http:'], idle), onlyRecentSockets(kept['https:'], idle)]
  /** Servers that closed a connection that was in use a moment ago: they get a new one for each request. */
  const hasty = new Set<string>()
  return async (request) => {
    const target = new URL(request.url)
    const protocol = target.protocol === 'https:' ? 'https:' : 'http:'
    for (const forget of forgetOld) forget()
    const agent = (hasty.has(target.host) ? fresh : kept)[protocol]
    return exchange(request, target, agent, () => hasty.add(target.host))
  }
}

function agents(settings: http.AgentOptions): Record<'http:' | 'https:', http.Agent> {
  return { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) }
}

/** `onReset`: a connection that had been used before was closed without an answer. */
function exchange(
  { method, headers, body, timeout }: OutgoingRequest,
  { protocol, hostname, port, host, pathname, search }: URL,
  agent: http.Agent,
  onReset: () => void,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const secure = protocol === 'https:'
    // By the modules' own functions at the time of the call: tests may have replaced them.
    const request = (secure ? https : http).request({
      protocol,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: pathname + search,
      method,
      headers: { 'accept-encoding': 'identity', ...headers },
      agent,
    })
    let connected = false
    let answered = false
    let failed = false
    const fail = (error: unknown) => {
      failed = true
      clearTimeout(timer)
      reject(error)
      request.destroy()
    }
    const timeUp = () =>
      fail(connected ? new TimeLimitError() : new ConnectError('ETIMEDOUT', `No connection to ${host}`))
    const timer = setTimeout(timeUp, Math.max(1, Math.ceil(timeout)))
    request.on('socket', (socket) => {
      connected = request.reusedSocket || !(socket.connecting || socket instanceof TLSSocket)
      if (connected) return
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      // What our own end of the connection says of itself is no news.
      if (failed) return
      if (request.reusedSocket && !answered) onReset()
      // The request waits for the end of the handshake, in which the certificate is checked.
      const inHandshake = !connected && request.socket instanceof TLSSocket
      fail(inHandshake ? new ConnectError(error.code ?? error.name, error.message) : error)
    })
    request.on('response', (message) => {
      answered = true
      readAnswer(message).then((answer) => {
        clearTimeout(timer)
        resolve(answer)
      }, fail)
    })
    request.end(body ?? undefined)
  })
}

/** As an `AbortSignal.timeout` tells it. */
class TimeLimitError extends Error {
  override readonly name = 'TimeoutError'
}
