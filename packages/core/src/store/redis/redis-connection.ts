import type { RedisClientType } from '@keyv/redis'
import type { Keyv } from 'keyv'
import type { OAuthTokensError } from '../../errors.ts'
import { type WithinLimit, withinLimit } from '../../within-limit.ts'
import { damagedRecord } from './lease-fields.ts'
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

type Work<Answer> = (client: RedisClientType, keyv: Keyv<string>) => Promise<Answer>

/** A timer that keeps the process alive until there is an answer; sockets do not. */
const keepingAlive = {
  schedule(action: () => void, delay: number) {
    const timer = setTimeout(action, delay)
    return () => clearTimeout(timer)
  },
}

/** The connection of a store, made at first use. Its operations are bounded, and fail with our errors. */
export class RedisConnection {
  readonly #address: RedisAddress
  readonly #settings: ConnectionSettings
  readonly #limited: WithinLimit
  #clients: Promise<RedisClients> | undefined
  #made: RedisClients | undefined
  #closed = false

  constructor(address: RedisAddress, settings: ConnectionSettings) {
    this.#address = address
    this.#settings = settings
    this.#limited = withinLimit({
      clock: keepingAlive,
      limit: settings.timeout,
      late: () => new TookTooLong(),
      typed: (error, connection) => this.#failure(error, connection),
    })
  }

  /** `connection`: whose record is asked for, if it is one. */
  run<Answer>(work: Work<Answer>, connection?: string): Promise<Answer> {
    return this.#limited(() => this.#ask(work), connection)
  }

  /** A second connection with the same settings: a subscribed one can do nothing else. */
  async duplicate(): Promise<RedisLink> {
    const { link } = await this.#open()
    // What is not told any more must be noticed soon: until then what is in memory is believed.
    return this.#link(link.client.duplicate() as RedisClientType, this.#settings.timeout / 2)
  }

  close(): void {
    this.#closed = true
    this.#clients?.then(
      ({ link }) => link.close(),
      () => {},
    )
  }

  #ask<Answer>(work: Work<Answer>): Promise<Answer> {
    if (this.#closed) throw closedStore(this.#address.description)
    // As a rule there is nothing to wait for.
    const made = this.#made
    return made?.link.isReady ? work(made.link.client, made.keyv) : this.#askLater(work)
  }

  async #askLater<Answer>(work: Work<Answer>): Promise<Answer> {
    const { link, keyv } = await this.#open()
    return work(await link.ready(), keyv)
  }

  #failure(error: unknown, connection: string | undefined): OAuthTokensError {
    const { description } = this.#address
    if (this.#closed) return closedStore(description)
    const failure = redisError(error, description)
    // A damaged record is told with the connection that it belongs to.
    return connection !== undefined && failure.code === 'corrupt_record' ? damagedRecord(connection) : failure
  }

  #open(): Promise<RedisClients> {
    this.#clients ??= this.#make().then(
      (made) => {
        this.#made = made
        return made
      },
      (error) => {
        this.#clients = undefined
        throw error
      },
    )
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
    // By then whoever asked has heard that it took too long; the next one finds a new connection.
    return { keyv, link: this.#link(adapter.client as RedisClientType, timeout) }
  }

  #link(client: RedisClientType, patience: number): RedisLink {
    const link = new RedisLink(client, { interval: this.#settings.timeout / 8, patience })
    if (this.#closed) link.close()
    return link
  }
}
