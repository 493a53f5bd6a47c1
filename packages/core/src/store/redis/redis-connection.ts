import type { RedisClientType } from '@keyv/redis'
import type { Keyv } from 'keyv'
import { loadKeyvRedis } from './load-keyv-redis.ts'
import type { RedisAddress } from './redis-address.ts'
import { closedStore, redisError, TookTooLong } from './redis-error.ts'
import { RedisLink } from './redis-link.ts'

export interface RedisClients {
  /** Strict: every failure throws. */
  keyv: Keyv<string>
  /** The client under the Keyv, for scripts. */
  link: RedisLink
}

export interface ConnectionSettings {
  namespace: string
  /** Milliseconds that one operation may take. */
  timeout: number
}

/** The connection of a store, made at first use. Its operations are bounded, and fail with our errors. */
export class RedisConnection {
  readonly #address: RedisAddress
  readonly #settings: ConnectionSettings
  #clients: Promise<RedisClients> | undefined
  #closed = false

  constructor(address: RedisAddress, settings: ConnectionSettings) {
    this.#address = address
    this.#settings = settings
  }

  async run<Answer>(work: (client: RedisClientType, keyv: Keyv<string>) => Promise<Answer>): Promise<Answer> {
    if (this.#closed) throw closedStore(this.#address.description)
    let timer: NodeJS.Timeout | undefined
    try {
      // This timer also keeps the process alive until there is an answer; sockets do not.
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new TookTooLong()), this.#settings.timeout)
      })
      return await Promise.race([this.#ask(work), late])
    } catch (error) {
      if (this.#closed) throw closedStore(this.#address.description)
      throw redisError(error, this.#address.description)
    } finally {
      clearTimeout(timer)
    }
  }

  /** A second connection with the same settings: a subscribed one can do nothing else. */
  async duplicate(): Promise<RedisLink> {
    const { link } = await this.#open()
    return this.#link(link.client.duplicate() as RedisClientType)
  }

  close(): void {
    this.#closed = true
    this.#clients?.then(
      ({ link }) => link.close(),
      () => {},
    )
  }

  async #ask<Answer>(
    work: (client: RedisClientType, keyv: Keyv<string>) => Promise<Answer>,
  ): Promise<Answer> {
    const { link, keyv } = await this.#open()
    return work(await link.ready(), keyv)
  }

  #open(): Promise<RedisClients> {
    this.#clients ??= this.#make().catch((error) => {
      this.#clients = undefined
      throw error
    })
    return this.#clients
  }

  /** Connects nothing yet. */
  async #make(): Promise<RedisClients> {
    const [KeyvRedis, { Keyv }] = await Promise.all([loadKeyvRedis(), import('keyv')])
    const { namespace, timeout } = this.#settings
    const adapter = new KeyvRedis<string>(
      {
        url: this.#address.url,
        disableOfflineQueue: true,
        socket: {
          connectTimeout: timeout / 4,
          socketTimeout: timeout / 2,
          // RedisLink connects anew.
          reconnectStrategy: false,
        },
      },
      { namespace, throwOnErrors: true, throwOnConnectError: true },
    )
    adapter.on('error', () => {})
    const keyv = new Keyv<string>({
      store: adapter,
      namespace,
      throwOnErrors: true,
      emitErrors: false,
      // The adapter puts the namespace before keys; Keyv would do it again.
      useKeyPrefix: false,
      // Text as it is. Redis ends a lifetime, by its own clock.
      serialize: ({ value }) => String(value),
      deserialize: (value) => ({ value: value as never }),
    })
    return { keyv, link: this.#link(adapter.client as RedisClientType) }
  }

  #link(client: RedisClientType): RedisLink {
    const link = new RedisLink(client, this.#settings.timeout / 8)
    if (this.#closed) link.close()
    return link
  }
}
