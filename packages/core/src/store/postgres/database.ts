import pRetry from 'p-retry'
import type { Client, ClientBase, ClientConfig, Pool } from 'pg'
import { systemClock } from '../../clock.ts'
import { OAuthTokensError, StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import { checkStorable } from '../check-storable.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { loadPg } from './load-pg.ts'
import { openSchema } from './open-schema.ts'
import { isConflict, storeError } from './store-error.ts'

/** A named one is parsed and planned once for each connection. */
export interface Statement {
  name?: string
  text: string
}

export type Value = string | number | boolean | null | string[]

/** The connections of a store to its database: made at first use, few, and every wait on them bounded. */
export class Database {
  readonly settings: ConnectionSettings
  #pool: Pool | undefined
  #opened: Promise<Pool> | undefined
  #closing: Promise<void> | undefined

  constructor(settings: ConnectionSettings) {
    this.settings = settings
  }

  /** Runs one statement in a transaction of its own, again if it lost against others. One round trip. */
  async ask<Row extends object>(statement: Statement, ...values: Value[]): Promise<Row[]> {
    for (const value of values) if (typeof value === 'string') checkStorable(value)
    const once = async () => {
      const pool = await this.#open()
      const { rows } = await pool.query<Row>({ ...statement, values, ...this.#queryLimit })
      return rows
    }
    const again = (error: unknown) => {
      if (!isConflict(error)) throw error
      return pRetry(once, {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 1,
        maxTimeout: 20,
        randomize: true,
        maxRetryTime: this.settings.timeout,
        shouldRetry: ({ error }) => isConflict(error),
      })
    }
    return this.#bounded(once().catch(again))
  }

  /** A connection of its own, which the caller ends. It never keeps the process alive. */
  async connect(prepare: (client: Client) => void): Promise<Client> {
    await this.#open()
    const pg = await loadPg()
    const client = new pg.Client(this.#config)
    // Also afterwards: an error that nobody hears would end the process.
    client.on('error', () => {})
    prepare(client)
    unref(client)
    try {
      await client.connect()
      // TLS brought a socket of its own.
      unref(client)
      return client
    } catch (error) {
      client.end().catch(() => {})
      throw error
    }
  }

  /** Lets what is under way finish, which is bounded. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  #open(): Promise<Pool> {
    if (this.#closing) return Promise.reject(this.#closedError())
    this.#opened ??= this.#reach().catch((error) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async #reach(): Promise<Pool> {
    const pg = await loadPg()
    if (this.#closing) throw this.#closedError()
    this.#pool ??= this.#makePool(pg.Pool)
    await openSchema(this.#pool, this.settings)
    return this.#pool
  }

  #makePool(Pool: typeof import('pg').Pool): Pool {
    const pool = new Pool({
      ...this.#config,
      max: 8,
      idleTimeoutMillis: 30_000,
      allowExitOnIdle: true,
      onConnect: (client) => this.#prepare(client),
    })
    // An idle connection that dies, as all do when the server restarts, would end the process; the pool replaces it.
    pool.on('error', () => {})
    return pool
  }

  /** Not as start-up parameters, which poolers refuse. */
  async #prepare(client: ClientBase): Promise<void> {
    const limit = Math.floor(this.settings.timeout * 0.4)
    // What was acknowledged survives a crash, whatever the default is; the statements count on read committed.
    await client.query(
      `SELECT set_config('statement_timeout', '${limit}', false), set_config('lock_timeout', '${Math.ceil(limit * 0.9)}', false),
        set_config('default_transaction_isolation', 'read committed', false),
        CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END`,
    )
  }

  get #config(): ClientConfig {
    const { url, timeout } = this.settings
    return {
      connectionString: url,
      fallback_application_name: 'oauth-tokens',
      // Also for waiting until one of the pool is free: a crowd may take most of the time that it has.
      connectionTimeoutMillis: Math.ceil(timeout * 0.9),
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      ...this.#queryLimit,
    }
  }

  /** For a server that is frozen or out of reach; a server that runs ends the statement itself before. */
  get #queryLimit(): { query_timeout: number } {
    return { query_timeout: Math.ceil(this.settings.timeout * 0.5) }
  }

  async #bounded<Answer>(work: Promise<Answer>): Promise<Answer> {
    let cancel = () => {}
    const late = new Promise<never>((_resolve, reject) => {
      cancel = systemClock.schedule(() => reject(new Error('timeout')), this.settings.timeout)
    })
    try {
      return await Promise.race([work, late])
    } catch (error) {
      throw this.#closing && !(error instanceof OAuthTokensError)
        ? this.#closedError()
        : storeError(error, this.settings.description)
    } finally {
      cancel()
    }
  }

  async #end(): Promise<void> {
    await this.#opened?.catch(() => undefined)
    await this.#pool?.end()
  }

  #closedError(): StoreUnavailableError {
    return new StoreUnavailableError(
      phrase`The token store ${this.settings.description} was closed. Open another one.`,
      { code: 'store_closed' },
    )
  }
}

function unref(client: Client): void {
  // Missing from the types of pg.
  const { unref } = client as unknown as { unref?(): void }
  unref?.call(client)
}
