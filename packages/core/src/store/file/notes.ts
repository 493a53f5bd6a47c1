import type { Database } from './database.ts'

/** Notes lie among the entries under a prefix that Keyv's namespace cannot make. */
const place = (key: string) => `note\n${key}`

export function readNote(database: Database, key: string): string | undefined {
  return readEntry(database, place(key))
}

/** Of entries that do not end. */
export function readEntry(database: Database, key: string): string | undefined {
  const found = database.row('SELECT value FROM entries WHERE key = ?', key)
  return found ? String(found[0]) : undefined
}

export function writeNote(database: Database, key: string, value: string | undefined): void {
  if (value === undefined) {
    database.run('DELETE FROM entries WHERE key = ?', place(key))
    return
  }
  writeEntry(database, place(key), value)
}

export function writeEntry(database: Database, key: string, value: string): void {
  database.run(
    'INSERT INTO entries (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  )
}
