import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { FieldHeaders } from '../answer-headers.ts'
import { wasNotSent } from '../not-sent.ts'
import { BodyPieces } from './body-pieces.ts'
import { ConnectError } from './connect-error.ts'
import { HangUpError } from './hang-up-error.ts'
import { Lane, type Undici } from './lane.ts'
import { Lanes } from './lanes.ts'
import { longestIdle, mostConnections } from './limits.ts'
import { type Target, targets } from './target.ts'
import { TimeLimitError } from './time-limit-error.ts'
import type { OutgoingRequest, Transport, WholeAnswer } from './transport.ts'

/**
 * By the client under Node's own fetch, at its lowest interface, where a request costs half of what it costs by
 * node:http. `idle`: how long a connection may wait for the next one, ms.
 */
export function undiciTransport(undici: Undici, idle = longestIdle): Transport {
  // One for all, because it keeps the sessions of TLS. The time limit is that of the request, and HTTP/2 would gain
  // nothing: a connection carries one request at a time.
  const connect = undici.buildConnector({ timeout: 0, allowH2: false })
  const targetOf = targets()
  const servers = new Map<string, Server>()
  return (request) => {
    const target = targetOf(request.url)
    const origin = `${target.protocol}//${target.host}`
    let server = servers.get(origin)
    if (!server) {
      const lanes = new Lanes(() => new Lane(undici, origin, connect, idle), mostConnections, idle)
      server = { lanes, isHasty: false }
      servers.set(origin, server)
    }
    return new Exchange(request, target, server).done
  }
}

interface Server {
  lanes: Lanes
  /** It closed a connection that was in use a moment ago: it gets a new one for each request. */
  isHasty: boolean
}

/** One request, from the wait for a connection to the end of its answer. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly done: Promise<WholeAnswer>
  readonly #target: Target
  readonly #server: Server
  readonly #timer: NodeJS.Timeout
  readonly #leaveQueue: () => void
  readonly #body = new BodyPieces()
  #settle!: (answer: WholeAnswer | Promise<WholeAnswer>) => void
  #fail!: (error: unknown) => void
  #lane: Lane | undefined
  /** Once there is one, the request is being written. */
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  #headers: IncomingHttpHeaders = {}

  constructor(request: OutgoingRequest, target: Target, server: Server) {
    this.#target = target
    this.#server = server
    this.done = new Promise((resolve, reject) => {
      this.#settle = resolve
      this.#fail = reject
    })
    this.#timer = setTimeout(() => this.#timeUp(), Math.max(1, Math.ceil(request.timeout)))
    this.#leaveQueue = server.lanes.take((lane) => this.#send(lane, request))
  }

  #send(lane: Lane, { method, headers, body }: OutgoingRequest): void {
    this.#lane = lane
    const request: Dispatcher.DispatchOptions = {
      path: this.#target.path,
      method: method as Dispatcher.HttpMethod,
      headers: { 'accept-encoding': 'identity', ...headers },
      body,
    }
    if (this.#server.isHasty) request.reset = true
    lane.send(request, this)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // The time limit came first, and the caller was told that nothing was sent.
    if (!this.#lane) controller.abort(new TimeLimitError())
    else this.#controller = controller
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    try {
      this.#body.add(piece)
    } catch (error) {
      controller.abort(error as Error)
    }
  }

  onResponseEnd(): void {
    const lane = this.#release()
    if (!lane) return
    lane.wasUsed = true
    if (this.#server.isHasty) this.#server.lanes.drop(lane)
    else this.#server.lanes.giveBack(lane)
    this.#settle(this.#body.answer(this.#status, new FieldHeaders(this.#headers)))
  }

  onResponseError(_: unknown, error: NodeJS.ErrnoException): void {
    const lane = this.#release()
    if (!lane) return
    if (lane.wasUsed && this.#status === 0) this.#server.isHasty = true
    this.#server.lanes.drop(lane)
    // It is written only on a connection that was made, its certificate checked.
    if (!this.#controller && !wasNotSent(error))
      this.#fail(new ConnectError(error.code ?? error.name, error.message))
    else this.#fail(error.code === 'UND_ERR_SOCKET' ? new HangUpError() : error)
  }

  #timeUp(): void {
    if (this.#controller) {
      this.#controller.abort(new TimeLimitError())
      return
    }
    this.#leaveQueue()
    const lane = this.#release()
    if (lane) this.#server.lanes.drop(lane)
    this.#fail(new ConnectError('ETIMEDOUT', `No connection to ${this.#target.host}`))
  }

  /** The connection, the first time: from then on nothing is heard of it. */
  #release(): Lane | undefined {
    clearTimeout(this.#timer)
    const lane = this.#lane
    this.#lane = undefined
    return lane
  }
}
