import type { Note } from '../token-store.ts'
import type { Database } from './database.ts'
import { entryStatements } from './entry-statements.ts'

/** Notes lie among the entries under a prefix that Keyv's namespace cannot make. */
const place = (key: string) => `note\n${key}`

export class Notes {
  readonly #database: Database
  readonly #statements: ReturnType<typeof entryStatements>

  constructor(database: Database) {
    this.#database = database
    this.#statements = entryStatements(database.settings.schema)
  }

  async read(key: string): Promise<Note> {
    const [found] = await this.#database.ask<{ value: string | null; now: number }>(
      this.#statements.readNote,
      place(key),
    )
    const { value = null, now = Number.NaN } = found ?? {}
    return { ...(value !== null && { value }), now }
  }

  async swap(key: string, previous: string | undefined, next: string | undefined): Promise<boolean> {
    const { firstNote, swapNote, removeNote } = this.#statements
    if (next === undefined) {
      if (previous === undefined) return (await this.read(key)).value === undefined
      return (await this.#database.ask(removeNote, place(key), previous)).length > 0
    }
    const written =
      previous === undefined
        ? await this.#database.ask(firstNote, place(key), next)
        : await this.#database.ask(swapNote, place(key), next, previous)
    return written.length > 0
  }
}
