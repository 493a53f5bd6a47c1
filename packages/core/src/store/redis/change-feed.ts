import type { ChangeListener } from '../token-store.ts'
import type { RedisLink } from './redis-link.ts'

export interface FeedPorts {
  channel: string
  /** A connection of its own. */
  open(): Promise<RedisLink>
  /** All connections that are stored. */
  connections(): AsyncIterable<string>
}

/**
 * Tells which connections were changed, by this store and by others. What was published while the subscription was
 * interrupted is lost, so afterwards every connection is told of, once.
 */
export class ChangeFeed {
  readonly #ports: FeedPorts
  readonly #listeners = new Set<ChangeListener>()
  readonly #cutOff = new Set<() => void>()
  #end: (() => void) | undefined
  #first: Promise<void> | undefined
  #denied: Error | undefined

  constructor(ports: FeedPorts) {
    this.#ports = ports
  }

  /** `interrupted` is called whenever the link is lost, and at each attempt that fails to make it anew. */
  listen(listener: ChangeListener, interrupted: () => void = () => {}): () => void {
    // One and the same function may be passed twice.
    const own: ChangeListener = (connection, mark) => listener(connection, mark)
    const ownCut = () => interrupted()
    this.#listeners.add(own)
    this.#cutOff.add(ownCut)
    if (!this.#end) this.#start()
    return () => {
      this.#listeners.delete(own)
      this.#cutOff.delete(ownCut)
      if (this.#listeners.size === 0) this.close()
    }
  }

  /**
   * What to wait for until the first attempt to subscribe has ended, however: as a rule nothing. Throws, at once or
   * then, where it never can succeed.
   */
  settled(): Promise<void> | undefined {
    if (this.#first) return this.#first.then(() => this.#assertAllowed())
    this.#assertAllowed()
    return undefined
  }

  #assertAllowed(): void {
    if (this.#denied) throw this.#denied
  }

  close(): void {
    this.#end?.()
    this.#end = undefined
    this.#first = undefined
    this.#denied = undefined
  }

  #start(): void {
    const ending = new AbortController()
    this.#end = () => ending.abort()
    this.#first = new Promise((resolve) => {
      void this.#follow(ending.signal, () => {
        resolve()
        if (!ending.signal.aborted) this.#first = undefined
      })
    })
  }

  async #follow(ending: AbortSignal, attempted: () => void): Promise<void> {
    let missed = false
    let link: RedisLink | undefined
    const end = () => {
      link?.close()
      attempted()
    }
    ending.addEventListener('abort', end)
    for (let failures = 0; !ending.aborted; failures++) {
      try {
        link ??= await this.#ports.open()
        if (ending.aborted) break
        const client = await link.ready()
        const lost = link.lost()
        await client.subscribe(this.#ports.channel, (message) => this.#hear(message))
        this.#denied = undefined
        attempted()
        if (missed) for await (const connection of this.#ports.connections()) this.#tell(connection)
        missed = false
        failures = 0
        await lost
      } catch (error) {
        // Tried again below. Other failures are those of the store's own connection too, which tells of them.
        if (error instanceof Error && error.message.startsWith('NOPERM')) this.#denied = error
      }
      missed = true
      attempted()
      if (!ending.aborted) this.#tellCut()
      if (!ending.aborted) await pause(Math.min(50 * 2 ** failures, 500))
    }
    end()
  }

  #hear(message: string): void {
    const space = message.indexOf(' ')
    this.#tell(message.slice(space + 1), message.slice(0, space) || undefined)
  }

  #tell(connection: string, mark?: string): void {
    for (const listener of this.#listeners) {
      try {
        listener(connection, mark)
      } catch (error) {
        // It is heard of, and keeps nobody else from hearing.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  #tellCut(): void {
    for (const cut of this.#cutOff) queueMicrotask(cut)
  }
}

/** What is published of a change: the mark of what was stored, where there is one, and the connection. */
export function changeMessage(connection: string, mark = ''): string {
  return `${mark} ${connection}`
}

/** Keeps no process alive. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref()
  })
}
