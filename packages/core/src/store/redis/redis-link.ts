import type { RedisClientType } from '@keyv/redis'

export interface Pings {
  /** Milliseconds from one to the next. */
  interval: number
  /** Milliseconds without an answer after which the connection counts as broken. */
  patience: number
}

/**
 * Keeps one client of node-redis connected while somebody needs it. The client's own reconnecting and pinging run on
 * timers that keep a process alive for ever; here a broken connection is made anew by the next who asks.
 */
export class RedisLink {
  readonly client: RedisClientType
  readonly #pings: Pings
  readonly #pinging: NodeJS.Timeout
  /** When the ping was sent that has no answer yet. */
  #askedAt: number | undefined
  #connecting: Promise<void> | undefined
  #broken = () => {}
  #closed = false

  constructor(client: RedisClientType, pings: Pings) {
    this.client = client
    this.#pings = pings
    client.unref()
    // Failures reach whoever asked; without a listener the process would end.
    client.on('error', () => this.#broken())
    client.on('end', () => this.#broken())
    this.#pinging = setInterval(() => this.#ping(), pings.interval)
    this.#pinging.unref()
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
    clearInterval(this.#pinging)
    this.client.unref()
    // Destroyed while it connects, the client would end up connected and impossible to close.
    if (!this.#connecting) this.#destroy()
  }

  /**
   * A network that loses everything tells nobody. The socket's own time limit does not find that out: for it, what is
   * written is life enough, and each ping writes.
   */
  #ping(): void {
    if (!this.isReady) return
    if (this.#askedAt === undefined) {
      const asked = performance.now()
      this.#askedAt = asked
      const answered = () => {
        if (this.#askedAt === asked) this.#askedAt = undefined
      }
      this.client.ping().then(answered, answered)
    } else if (performance.now() - this.#askedAt > this.#pings.patience) {
      const asked = this.#askedAt
      // What came while this process was busy, or asleep, is read first.
      setImmediate(() => {
        if (this.#askedAt === asked && !this.#closed) this.#cutOff()
      })
    }
  }

  #cutOff(): void {
    this.#askedAt = undefined
    if (!this.#connecting) this.#destroy()
    this.#broken()
  }

  async #connect(): Promise<void> {
    try {
      this.#destroy()
      this.#askedAt = undefined
      await this.client.connect()
    } finally {
      if (this.#closed) this.#destroy()
    }
  }

  #destroy(): void {
    if (this.client.isOpen) this.client.destroy()
  }
}
