import { phrase } from '../../phrase.ts'
import type { StoreWarning } from '../token-store.ts'
import type { Database } from './database.ts'

/** Settings that make PostgreSQL forget, at a crash, what it acknowledged. `synchronous_commit` is the store's own. */
const settings: Record<string, StoreWarning> = {
  fsync: {
    detail: phrase`PostgreSQL does not wait for its disk (fsync off): a crash may lose refresh tokens, or the database.`,
    advice: phrase`Set fsync on.`,
  },
  full_page_writes: {
    detail: phrase`PostgreSQL writes pages that a crash may tear (full_page_writes off): refresh tokens may be lost.`,
    advice: phrase`Set full_page_writes on.`,
  },
}

/** @see https://www.postgresql.org/docs/current/runtime-config-wal.html */
export async function postgresDurability(database: Database): Promise<StoreWarning[]> {
  const names = Object.keys(settings)
  const off = await database.ask<{ name: string }>(
    { text: "SELECT name FROM unnest($1::text[]) AS name WHERE current_setting(name) = 'off'" },
    names,
  )
  return off.flatMap(({ name }) => settings[name] ?? [])
}
