import { StoreUnavailableError } from '../../errors.ts'
import type { Row } from '../engine.ts'
import { isLease } from '../is-lease.ts'
import { freeLease, type Lease } from '../lease.ts'
import type { Database } from './database.ts'

export function readRow(database: Database, connection: string): Row {
  const found = database.row('SELECT tokens, lease FROM connections WHERE id = ?', connection)
  if (!found) return { lease: freeLease }
  const [tokens, lease] = found
  return { ...(typeof tokens === 'string' && { tokens }), lease: parsed(lease, connection) }
}

/** The index of changes holds announced rows only: a query that does not say so would read the whole table. */
export const latestAnnounced = 'SELECT coalesce(max(changed), 0) FROM connections WHERE changed IS NOT NULL'

const write = `
INSERT INTO connections (id, tokens, lease, changed, changed_by)
VALUES (?1, ?2, ?3, CASE WHEN ?4 IS NOT NULL THEN (${latestAnnounced}) + 1 END, ?4)
ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens, lease = excluded.lease,
  changed = coalesce(excluded.changed, changed), changed_by = coalesce(excluded.changed_by, changed_by)`

/** `announcer`: who tells the readers of this connection about it, if they need to know. */
export function writeRow(database: Database, connection: string, row: Row, announcer?: string): void {
  database.run(write, connection, row.tokens ?? null, JSON.stringify(row.lease), announcer ?? null)
}

/** The next tokens records after row `after`, with the number of the last one. */
export function tokensAfter(
  database: Database,
  after: number,
  limit: number,
): { last: number; tokens: string[] } {
  const rows = database.rows(
    'SELECT n, tokens FROM connections WHERE n > ? AND tokens IS NOT NULL ORDER BY n LIMIT ?',
    after,
    limit,
  )
  return { last: Number(rows.at(-1)?.[0] ?? after), tokens: rows.map(([, tokens]) => String(tokens)) }
}

export function latestChange(database: Database): number {
  return Number(database.row(latestAnnounced)?.[0])
}

/** The next connections announced after change `after`, oldest first, with who announced them. */
export function changesAfter(database: Database, after: number, limit: number) {
  return database
    .rows(
      'SELECT changed, id, changed_by FROM connections WHERE changed > ? ORDER BY changed LIMIT ?',
      after,
      limit,
    )
    .map(([change, id, by]) => ({ change: Number(change), connection: String(id), by }))
}

function parsed(text: unknown, connection: string): Lease {
  try {
    const lease: unknown = JSON.parse(String(text))
    if (isLease(lease)) return lease
  } catch {
    // Falls to the error below.
  }
  throw new StoreUnavailableError(
    `The lease record of ${connection} is damaged: expected JSON with state and fence. Restore the store from a backup.`,
    { code: 'corrupt_record', connection },
  )
}
