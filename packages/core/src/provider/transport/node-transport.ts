import http from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import { ConnectError } from './connect-error.ts'
import { longestIdle, mostConnections } from './limits.ts'
import { readAnswer } from './read-answer.ts'
import { onlyRecentSockets } from './recent-sockets.ts'
import { type Target, targets } from './target.ts'
import { TimeLimitError } from './time-limit-error.ts'
import type { OutgoingRequest, Transport, WholeAnswer } from './transport.ts'

/** node:http with connections of its own, kept alive for a moment. `idle`: how long they may wait, ms. */
export function nodeTransport(idle = longestIdle): Transport {
  const kept = agents({ keepAlive: true, maxSockets: mostConnections, scheduling: 'lifo', timeout: idle })
  const fresh = agents({ keepAlive: false, maxSockets: mostConnections })
  const forgetOld = {
    'http:': onlyRecentSockets(kept['http:'], idle),
    'https:': onlyRecentSockets(kept['https:'], idle),
  }
  const targetOf = targets()
  /** Servers that closed a connection that was in use a moment ago: they get a new one for each request. */
  const hasty = new Set<string>()
  return async (request) => {
    const target = targetOf(request.url)
    const { host, protocol } = target
    forgetOld[protocol]()
    const agent = (hasty.has(host) ? fresh : kept)[protocol]
    return exchange(request, target, agent, () => hasty.add(host))
  }
}

function agents(settings: http.AgentOptions): Record<'http:' | 'https:', http.Agent> {
  return { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) }
}

/** `onReset`: a connection that had been used before was closed without an answer. */
function exchange(
  { method, headers, body, timeout }: OutgoingRequest,
  { protocol, hostname, port, host, path }: Target,
  agent: http.Agent,
  onReset: () => void,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const secure = protocol === 'https:'
    // By the modules' own functions at the time of the call: tests may have replaced them.
    const request = (secure ? https : http).request({
      protocol,
      hostname,
      port,
      path,
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
