import type { ChangeListener } from '../token-store.ts'

interface Changed {
  /** The snapshot of this look. */
  seen: string
  id: string | null
  /** The transaction that changed it. */
  changed: string
}

type Look = (since: string, oldest: string, limit: number) => Promise<Changed[]>

const firstLimit = 10_000

/**
 * What was told, and up to where. The place is a snapshot, not a number: transactions do not commit in the order of
 * their numbers, and what was not visible in the one snapshot but is in the next is exactly what came between.
 */
export class Announcements {
  /** `xmin:xmax:running`, as PostgreSQL writes it. */
  seen: string | undefined
  readonly #tell: ChangeListener
  /** By notification, with the transaction, so that the next look does not tell of it again. */
  #told = new Map<string, string>()

  constructor(tell: ChangeListener) {
    this.#tell = tell
  }

  begin(snapshot: string): void {
    this.seen ??= snapshot
  }

  /** Takes a notification; false if it does not say what was changed. */
  hear(payload: string): boolean {
    const [, transaction, mark, connection] = /^(\d+) (\S*) (.*)$/s.exec(payload) ?? []
    if (transaction === undefined || connection === undefined) return false
    this.#told.set(connection, transaction)
    this.#tell(connection, mark || undefined)
    return true
  }

  /** Tells of what was committed since the last look. */
  async look(ask: Look): Promise<void> {
    const since = this.seen ?? ''
    const before = this.#told
    // Those heard from now on may not be in what is about to be read.
    this.#told = new Map()
    try {
      let limit = firstLimit
      let rows = await ask(since, part(since, 0), limit)
      while (rows.length === limit) {
        limit *= 10
        rows = await ask(since, part(since, 0), limit)
      }
      const now = rows[0]?.seen ?? since
      // Another cluster answers, restored from a dump, say: its numbers mean nothing beside ours.
      if (BigInt(part(now, 1)) < BigInt(part(since, 0))) rows = await ask('1:1:', '1', 2 ** 31 - 1)
      for (const { id, changed } of rows) {
        if (id !== null && before.get(id) !== changed && this.#told.get(id) !== changed) this.#tell(id)
      }
      this.seen = now
    } catch (error) {
      this.#told = new Map([...before, ...this.#told])
      throw error
    }
  }
}

function part(snapshot: string, index: number): string {
  return snapshot.split(':')[index] || '1'
}
