import type { ServerResponse } from 'node:http'
import type { AttemptRecorder } from './attempt-recorder.ts'
import type { CommitMode, Committed, Operation } from './dialect.ts'
import type { Reply } from './reply.ts'

/**
 * The server's end of one request: the ways to answer it, or not to. It works on the raw socket, which
 * is why the sandbox is built on node:http and not on a framework.
 */
export class Exchange {
  readonly #response: ServerResponse
  readonly #attempt: AttemptRecorder | undefined
  #reply: Reply | undefined
  #partial = false
  #closedByUs = false

  constructor(response: ServerResponse, attempt: AttemptRecorder | undefined, closing: AbortSignal) {
    this.#response = response
    this.#attempt = attempt
    response.on('finish', () => {
      if (this.#reply) attempt?.answered(this.#reply)
    })
    response.on('close', () => {
      attempt?.closed({ byClient: !this.#closedByUs && !closing.aborted, partial: this.#partial })
    })
  }

  commit(operation: Operation, mode: CommitMode): Committed {
    const committed = operation.commit(mode)
    this.#attempt?.committed(committed)
    return committed
  }

  send(reply: Reply): void {
    this.#reply = reply
    this.#response.writeHead(reply.status, headersOf(reply))
    this.#response.end(reply.body)
  }

  /** Promises the whole answer by Content-Length, sends half and ends the connection. */
  sendHalf(reply: Reply): void {
    this.#partial = true
    this.#closedByUs = true
    this.#response.writeHead(reply.status, headersOf(reply))
    this.#response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)), () => {
      this.#response.socket?.end()
    })
  }

  /** Closes the connection in good order, without an answer. */
  cut(): void {
    this.#closedByUs = true
    this.#response.socket?.destroy()
  }

  /** Closes the connection with a TCP reset. */
  reset(): void {
    this.#closedByUs = true
    this.#response.socket?.resetAndDestroy()
  }
}

function headersOf({ headers, body }: Reply): Record<string, string | number> {
  return { ...headers, 'content-length': Buffer.byteLength(body) }
}
