import type { Client } from 'pg'
import { systemClock } from '../../clock.ts'
import type { ChangeListener } from '../token-store.ts'
import { Announcements } from './announcements.ts'
import { connectionStatements } from './connection-statements.ts'
import type { Database } from './database.ts'

const interval = 1000
const longestPause = 1000

/**
 * Tells which connections were changed, by whomever: at once by NOTIFY, and by a look at the table when the link is
 * new and once a second, which also finds out that it was cut. So nothing is lost with a link, and a pooler that
 * swallows NOTIFY makes it slower only.
 */
export class ChangeFeed {
  readonly #database: Database
  readonly #statements: ReturnType<typeof connectionStatements>
  readonly #listeners = new Set<ChangeListener>()
  readonly #cutOff = new Set<() => void>()
  #watch: { started(): Promise<void>; stop(): void } | undefined

  constructor(database: Database) {
    this.#database = database
    this.#statements = connectionStatements(database.settings.schema)
  }

  /** `interrupted` is called whenever the link is lost, and at each attempt that fails to make it anew. */
  listen(listener: ChangeListener, interrupted: () => void = () => {}): () => void {
    // One and the same function may be passed twice.
    const own: ChangeListener = (connection, mark) => listener(connection, mark)
    const ownCut = () => interrupted()
    this.#listeners.add(own)
    this.#cutOff.add(ownCut)
    this.#watch ??= this.#start()
    return () => {
      this.#listeners.delete(own)
      this.#cutOff.delete(ownCut)
      if (this.#listeners.size === 0) this.close()
    }
  }

  /** What is read once this has resolved, and changed later, is told. No round trip but the first time. */
  started(): Promise<void> | undefined {
    return this.#watch?.started()
  }

  close(): void {
    this.#watch?.stop()
    this.#watch = undefined
  }

  #start() {
    let stopped = false
    const announcements = new Announcements((connection, mark) => {
      // A link takes its time to end, and what was asked before is still answered.
      if (!stopped) this.#tell(connection, mark)
    })
    let client: Client | undefined
    let wake = () => {}
    let starting: Promise<void> | undefined

    const started = () => {
      if (announcements.seen !== undefined) return Promise.resolve()
      starting ??= this.#database
        .ask<{ seen: string }>(this.#statements.snapshot)
        .then(([found]) => announcements.begin(found?.seen ?? ''))
        .finally(() => {
          starting = undefined
        })
      return starting
    }

    /** Resolves after `delay`, or when woken. */
    const pause = (delay: number) =>
      new Promise<void>((resolve) => {
        const cancel = systemClock.schedule(resolve, delay)
        wake = () => {
          cancel()
          resolve()
        }
      })

    /** Ends by throwing, when the link is lost, or when stopped. */
    const follow = async (linked: () => void) => {
      await started()
      let lost = false
      const link = await this.#database.connect((made) => {
        made.on('notification', ({ payload = '' }) => {
          if (!announcements.hear(payload)) wake()
        })
        made.on('end', () => {
          lost = true
          wake()
        })
      })
      client = link
      try {
        await link.query(`LISTEN "${this.#database.settings.schema}"`)
        while (!stopped && !lost) {
          await announcements.look((since, oldest, limit) =>
            link
              .query({ text: this.#statements.changed.text, values: [since, oldest, limit] })
              .then(({ rows }) => rows),
          )
          linked()
          if (!lost) await pause(interval)
        }
      } finally {
        client = undefined
        link.end().catch(() => {})
      }
    }

    const run = async () => {
      for (let failures = 0; !stopped; failures++) {
        try {
          await follow(() => {
            failures = -1
          })
        } catch {
          // Tried again for as long as somebody listens; whoever asks the store meets the error there.
        }
        if (!stopped) for (const cut of this.#cutOff) queueMicrotask(cut)
        if (!stopped) await pause(Math.min(50 * 2 ** failures, longestPause) * (0.5 + Math.random() / 2))
      }
    }
    void run()

    const stop = () => {
      stopped = true
      wake()
      client?.end().catch(() => {})
    }
    return { started, stop }
  }

  #tell(connection: string, mark?: string): void {
    // A listener that throws must not keep the others from hearing.
    for (const listener of this.#listeners) queueMicrotask(() => listener(connection, mark))
  }
}
