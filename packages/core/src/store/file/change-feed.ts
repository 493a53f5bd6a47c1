import type { Clock } from '../../clock.ts'
import type { ChangeListener } from '../token-store.ts'
import type { Connection } from './connection.ts'
import { changesAfter, latestChange } from './connections-table.ts'
import type { Database } from './database.ts'

const interval = 500
const pageSize = 500

/** Tells which connections others changed: a look at a counter twice a second, and at rows only when it moved. */
export class ChangeFeed {
  readonly #connection: Connection
  readonly #clock: Clock
  /** Its announcements are our own writes. */
  readonly #self: string
  readonly #listeners = new Set<ChangeListener>()
  #stop: (() => void) | undefined

  constructor(connection: Connection, clock: Clock, self: string) {
    this.#connection = connection
    this.#clock = clock
    this.#self = self
  }

  listen(listener: ChangeListener): () => void {
    // One and the same function may be passed twice.
    const own: ChangeListener = (connection, mark) => listener(connection, mark)
    this.#listeners.add(own)
    this.#stop ??= this.#start()
    return () => {
      this.#listeners.delete(own)
      if (this.#listeners.size === 0) this.close()
    }
  }

  close(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #start(): () => void {
    let stopped = false
    let cancel = () => {}
    let version: unknown
    let seen: number | undefined

    /** Answers whether more is waiting. */
    const look = (database: Database): boolean => {
      // Moves with each commit of another connection, not with our own. Per connection: only for comparing.
      const now = database.row('PRAGMA data_version')?.[0]
      if (seen === undefined) seen = latestChange(database)
      else if (now !== version) {
        const changes = changesAfter(database, seen, pageSize)
        for (const { change, connection, by } of changes) {
          seen = change
          if (by !== this.#self) this.tell(connection)
        }
        if (changes.length === pageSize) return true
      }
      version = now
      return false
    }

    const tick = async () => {
      let more = false
      try {
        const { database } = await this.#connection.opened()
        if (stopped) return
        more = look(database)
      } catch {
        // Tried again at the next tick. If it was the first look, what came since is unknown: then tell of everything.
        seen ??= 0
      }
      if (!stopped) cancel = this.#clock.schedule(() => void tick(), more ? 0 : interval)
    }
    void tick()
    return () => {
      stopped = true
      cancel()
    }
  }

  tell(connection: string, mark?: string): void {
    // A listener that throws must not keep the others from hearing.
    for (const listener of this.#listeners) queueMicrotask(() => listener(connection, mark))
  }
}
