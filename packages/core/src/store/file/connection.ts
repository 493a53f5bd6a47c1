import { join } from 'node:path'
import pRetry from 'p-retry'
import { type Clock, systemClock } from '../../clock.ts'
import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import { bootTime, storeClock } from './boot-clock.ts'
import type { Database } from './database.ts'
import { openDatabase } from './open-database.ts'
import { databaseName } from './schema.ts'
import { shareEventLoop } from './share-event-loop.ts'
import { isBusy, storeError } from './store-error.ts'

export interface Opened {
  database: Database
  now: () => number
}

export interface ConnectionOptions {
  clock?: Clock
  /** Milliseconds that one operation may take. @default 2000 */
  timeout?: number
}

/** The one connection of a store: opened at first use, kept until it is closed. */
export class Connection {
  readonly directory: string
  readonly #path: string
  readonly #clock: Clock | undefined
  readonly #timeout: number
  #opened: Promise<Opened> | undefined
  #closed = false

  constructor(directory: string, options: ConnectionOptions = {}) {
    this.directory = directory
    this.#path = join(directory, databaseName)
    // systemClock counts from the start of this process: other processes could make nothing of its times.
    this.#clock = options.clock === systemClock ? undefined : options.clock
    this.#timeout = options.timeout ?? 2000
  }

  /** `work` sees committed data only. It must not wait for anything. */
  read<Answer>(work: (database: Database, now: () => number) => Answer): Promise<Answer> {
    return this.#attempt(({ database, now }) => work(database, now))
  }

  /** Runs `work` as one transaction; again, if another process was in the way. It must not wait for anything. */
  write<Answer>(work: (database: Database, now: number) => Answer): Promise<Answer> {
    return this.#attempt(({ database, now }) => database.transaction(() => work(database, now())))
  }

  /** One try at opening; the errors are SQLite's. */
  opened(): Promise<Opened> {
    if (this.#closed) return Promise.reject(closedError(this.#path))
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async close(): Promise<void> {
    this.#closed = true
    const opened = await this.#opened?.catch(() => undefined)
    this.#opened = undefined
    if (!opened) return
    try {
      opened.database.row('PRAGMA wal_checkpoint(PASSIVE)')
    } catch {
      // The log stays; whoever opens the store next reads it.
    }
    opened.database.close()
  }

  async #open(): Promise<Opened> {
    const database = await openDatabase(this.directory)
    try {
      const clock = this.#clock
      return { database, now: clock ? () => clock.monotonic() : storeClock(database, bootTime()) }
    } catch (error) {
      database.close()
      throw error
    }
  }

  async #attempt<Answer>(work: (opened: Opened) => Answer): Promise<Answer> {
    const once = async () => {
      const opened = await this.opened()
      await shareEventLoop()
      if (this.#closed) throw closedError(this.#path)
      return work(opened)
    }
    try {
      return await once()
    } catch (error) {
      if (!isBusy(error)) throw storeError(error, this.#path)
    }
    try {
      // SQLite's own waiting would stop the event loop: measured up to 1 s with four busy processes.
      return await pRetry(once, {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 1,
        factor: 1.5,
        maxTimeout: 10,
        randomize: true,
        maxRetryTime: this.#timeout,
        shouldRetry: ({ error }) => isBusy(error),
      })
    } catch (error) {
      throw storeError(error, this.#path)
    }
  }
}

function closedError(path: string): StoreUnavailableError {
  return new StoreUnavailableError(phrase`The token store ${path} was closed. Open another one.`, {
    code: 'store_closed',
  })
}
