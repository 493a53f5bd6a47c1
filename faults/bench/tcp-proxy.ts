import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * What is let through. `open`: all · `cut`: nothing, and nobody is told · `answers-lost`: requests get through,
 * answers do not · `refused`: connections are reset, and new ones too.
 */
export type LinkState = 'open' | 'cut' | 'answers-lost' | 'refused'

interface Pair {
  client: Socket
  /** Absent until the link lets a connection through. */
  server?: Socket
}

/** The connection of one process to its store, which can be cut and healed. */
export class TcpProxy {
  readonly #listener: Server
  readonly #target: number
  readonly #pairs = new Set<Pair>()
  #state: LinkState = 'open'

  private constructor(listener: Server, target: number) {
    this.#listener = listener
    this.#target = target
    listener.on('connection', (client) => this.#accept(client))
  }

  static async start(target: number): Promise<TcpProxy> {
    const listener = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
    await once(listener, 'listening')
    return new TcpProxy(listener, target)
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port
  }

  /** After a cut, what was written meanwhile arrives late, as on a network. */
  set(state: LinkState): void {
    this.#state = state
    if (state === 'refused') this.#drop((client) => client.resetAndDestroy())
    for (const pair of this.#pairs) this.#apply(pair)
  }

  async close(): Promise<void> {
    this.#drop((client) => client.destroy())
    this.#listener.close()
    await once(this.#listener, 'close')
  }

  #drop(end: (client: Socket) => void): void {
    for (const { client, server } of this.#pairs) {
      end(client)
      server?.destroy()
    }
    this.#pairs.clear()
  }

  #accept(client: Socket): void {
    client.on('error', () => {})
    if (this.#state === 'refused') {
      client.resetAndDestroy()
      return
    }
    const pair: Pair = { client }
    this.#pairs.add(pair)
    client.once('close', () => {
      this.#pairs.delete(pair)
      pair.server?.destroy()
    })
    this.#apply(pair)
  }

  #apply(pair: Pair): void {
    if (this.#state === 'cut') {
      pair.client.pause()
      pair.server?.pause()
      return
    }
    pair.server ??= this.#connect(pair)
    pair.client.resume()
    if (this.#state === 'answers-lost') pair.server.pause()
    else pair.server.resume()
  }

  #connect(pair: Pair): Socket {
    const { client } = pair
    const server = connect(this.#target, '127.0.0.1')
    server.setNoDelay(true)
    client.setNoDelay(true)
    server.on('error', () => {})
    server.once('close', () => client.destroy())
    server.on('data', (bytes) => client.write(bytes))
    client.on('data', (bytes) => server.write(bytes))
    server.on('end', () => client.end())
    client.on('end', () => server.end())
    return server
  }
}
