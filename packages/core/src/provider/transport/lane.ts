import type { Socket } from 'node:net'
import type { buildConnector, Client, Dispatcher } from 'undici'

export type Undici = Pick<typeof import('undici'), 'Client' | 'buildConnector'>

/** One connection to a server, and one request at a time on it. It is made for the first. */
export class Lane {
  readonly #client: Client
  #socket: Socket | undefined
  /** Whether an answer came on this very connection. */
  wasUsed = false
  /** Called when the connection is closed. */
  whenClosed: (() => void) | undefined

  /** `idle`: how long it waits for another request, ms. */
  constructor({ Client }: Undici, origin: string, connect: buildConnector.connector, idle: number) {
    this.#client = new Client(origin, {
      connect: (options, callback) => {
        // Returned before it is connected; a client that is destroyed until then leaves it alone.
        this.#socket = connect(options, callback) as unknown as Socket | undefined
      },
      keepAliveTimeout: idle,
      keepAliveMaxTimeout: idle,
      headersTimeout: 0,
      bodyTimeout: 0,
    })
    this.#client.on('disconnect', () => {
      this.wasUsed = false
      this.whenClosed?.()
    })
  }

  send(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#client.dispatch(request, handler)
  }

  close(): void {
    void this.#client.destroy()
    this.#socket?.destroy()
  }
}
