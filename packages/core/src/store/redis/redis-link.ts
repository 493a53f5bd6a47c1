import type { RedisClientType } from '@keyv/redis'

/**
 * Keeps one client of node-redis connected while somebody needs it. The client's own reconnecting and pinging run on
 * timers that keep a process alive for ever; here a broken connection is made anew by the next who asks.
 */
export class RedisLink {
  readonly client: RedisClientType
  readonly #pings: NodeJS.Timeout
  #connecting: Promise<void> | undefined
  #broken = () => {}
  #closed = false

  constructor(client: RedisClientType, pingInterval: number) {
    this.client = client
    client.unref()
    // Failures reach whoever asked; without a listener the process would end.
    client.on('error', () => this.#broken())
    client.on('end', () => this.#broken())
    // Silence longer than the socket's time limit ends a connection; pings see to it that there is none.
    this.#pings = setInterval(() => {
      if (client.isReady) client.ping().catch(() => {})
    }, pingInterval)
    this.#pings.unref()
  }

  /** Whether there is nothing to wait for. */
  get isReady(): boolean {
    return this.client.isReady && !this.#closed
  }

  /** Connected, after at most one attempt, which all callers share. */
  async ready(): Promise<RedisClientType> {
    if (this.#closed) throw new Error('This link was closed.')
    if (!this.client.isReady) {
      this.#connecting ??= this.#connect().finally(() => {
        this.#connecting = undefined
      })
      await this.#connecting
    }
    return this.client
  }

  /** Resolves when the connection breaks or is closed. For one who waits, who asks while it is whole. */
  lost(): Promise<void> {
    return new Promise((resolve) => {
      this.#broken = resolve
    })
  }

  /** Ends at once what is under way; an attempt to connect is ended as soon as it can be. */
  close(): void {
    this.#closed = true
    clearInterval(this.#pings)
    this.client.unref()
    // Destroyed while it connects, the client would end up connected and impossible to close.
    if (!this.#connecting) this.#destroy()
  }

  async #connect(): Promise<void> {
    try {
      this.#destroy()
      await this.client.connect()
    } finally {
      if (this.#closed) this.#destroy()
    }
  }

  #destroy(): void {
    if (this.client.isOpen) this.client.destroy()
  }
}
