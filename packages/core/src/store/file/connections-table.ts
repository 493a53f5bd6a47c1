import { checkedLease } from '../checked-lease.ts'
import type { Row } from '../engine.ts'
import { freeLease, type Lease } from '../lease.ts'
import { listed } from '../listed.ts'
import type { ListedConnection } from '../token-store.ts'
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

/** The id of a row that was dropped; no connection has it. */
const dropped = 'dropped'

/**
 * The number of the latest change must not go with its row: the next change would get it again, and whoever has seen
 * it would miss that one. So the row that was dropped last stays, without tokens.
 */
export function dropRow(database: Database, connection: string, previous: string): boolean {
  // Not by its lease, which may be damaged: dropping the connection is how to get rid of it.
  const found = database.row('SELECT 1 FROM connections WHERE id = ? AND tokens = ?', connection, previous)
  if (!found) return false
  database.run('DELETE FROM connections WHERE id = ?', dropped)
  database.run(
    `UPDATE connections SET id = ?1, tokens = NULL, lease = ?2, changed = (${latestAnnounced}) + 1 WHERE id = ?3`,
    dropped,
    JSON.stringify(freeLease),
    connection,
  )
  return true
}

/** The next connections with tokens after row `after`, with the number of the last one. */
export function rowsAfter(
  database: Database,
  after: number,
  limit: number,
  now: number,
  seen: (lease: Lease, now: number) => Lease,
): { last: number; rows: ListedConnection[] } {
  const rows = database.rows(
    'SELECT n, id, tokens, lease FROM connections WHERE n > ? AND tokens IS NOT NULL ORDER BY n LIMIT ?',
    after,
    limit,
  )
  return {
    last: Number(rows.at(-1)?.[0] ?? after),
    rows: rows.map(([, id, tokens, lease]) =>
      listed(String(id), String(tokens), now, () => seen(parsed(lease, String(id)), now)),
    ),
  }
}

export function latestChange(database: Database): number {
  return Number(database.row(latestAnnounced)?.[0])
}

/** The next connections announced after change `after`, oldest first, with who announced them. */
export function changesAfter(database: Database, after: number, limit: number) {
  return database
    .rows(
      'SELECT changed, id, changed_by FROM connections WHERE changed > ? AND id <> ? ORDER BY changed LIMIT ?',
      after,
      dropped,
      limit,
    )
    .map(([change, id, by]) => ({ change: Number(change), connection: String(id), by }))
}

function parsed(text: unknown, connection: string): Lease {
  let lease: unknown
  try {
    lease = JSON.parse(String(text))
  } catch {
    // Checked below, as whatever else is no lease.
  }
  return checkedLease(lease, connection)
}
