import { longestHistory } from '../history-lines.ts'
import * as transitions from './lease-sql.ts'
import { isLease, type Transition } from './lease-sql.ts'

/** A NOTIFY payload must stay below 8000 bytes; without one, listeners look for themselves. */
const announcement = (mark: string) =>
  `CASE WHEN octet_length($1) < 7900 THEN pg_current_xact_id()::text || ' ' || ${mark} || ' ' || $1 ELSE '' END`

/** $7 a line or NULL. By a lock on the connection's row, no two add one at a time. */
const logged = (entries: string) => `,
logged AS (
  INSERT INTO ${entries} (key, value) SELECT 'history:' || $1, $7 FROM next WHERE $7::text IS NOT NULL
  ON CONFLICT (key) DO UPDATE SET value = (
    SELECT array_to_string((lines || excluded.value)[greatest(cardinality(lines) + 2 - ${longestHistory}, 1):], E'\\n')
    FROM (SELECT string_to_array(entries.value, E'\\n') AS lines) stored))`

/** Each is one transaction and one round trip; $1 is the connection. */
export function connectionStatements(schema: string) {
  const connections = `"${schema}".connections`

  /**
   * Locks the row, and answers it as it was beside what became of it; no row if there is none. The time is taken
   * when the lock is held, and once: it is written and answered.
   */
  const transition = (
    name: string,
    { when, lease, tokens, announce = 'false', mark = `''` }: Transition,
  ) => ({
    name,
    text: `
WITH locked AS MATERIALIZED (SELECT tokens, lease FROM ${connections} WHERE id = $1 FOR NO KEY UPDATE),
found AS MATERIALIZED (
  SELECT tokens, lease, floor(extract(epoch FROM clock_timestamp()) * 1000)::numeric AS now FROM locked),
next AS MATERIALIZED (
  SELECT ${lease} AS lease, ${tokens ?? 'NULL'} AS tokens, ${announce} AS announce
  FROM found WHERE CASE WHEN ${isLease} THEN ${when} ELSE false END),
written AS (
  UPDATE ${connections} SET lease = next.lease, ${tokens ? 'tokens = next.tokens,' : ''}
    changed = CASE WHEN next.announce THEN pg_current_xact_id() ELSE changed END
  FROM next WHERE id = $1 RETURNING connections.lease, next.announce)${tokens ? logged(`"${schema}".entries`) : ''}
SELECT ${name === 'acquire' ? 'found.tokens' : 'NULL AS tokens'}, found.lease AS before, written.lease AS after,
  found.now::float8, CASE WHEN written.announce THEN pg_notify('${schema}', ${announcement(mark)})::text END AS told
FROM found LEFT JOIN written ON true`,
  })

  return {
    read: {
      name: 'read',
      text: `SELECT id IS NOT NULL AS found, tokens, lease AS before, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
        FROM (SELECT 1) one LEFT JOIN ${connections} ON id = $1`,
    },
    create: {
      text: `INSERT INTO ${connections} (id, lease) VALUES ($1, '{"state":"free","fence":0}') ON CONFLICT (id) DO NOTHING`,
    },
    acquire: transition('acquire', transitions.acquire),
    extend: transition('extend', transitions.extend),
    spend: transition('spend', transitions.spend),
    withdraw: transition('withdraw', transitions.withdraw),
    release: transition('release', transitions.release),
    save: transition('save', transitions.save),
    drop: { name: 'drop', text: `DELETE FROM ${connections} WHERE id = $1 AND tokens = $2 RETURNING id` },
    /** $1 the last id of the page before, $2 its size. */
    list: {
      name: 'list',
      text: `SELECT id, tokens, lease, floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now
        FROM ${connections} WHERE id > $1 AND tokens IS NOT NULL ORDER BY id LIMIT $2`,
    },
    snapshot: { text: 'SELECT pg_current_snapshot()::text AS seen' },
    /** What was committed since snapshot $1, whose oldest transaction was $2: at most $3 rows, or one without id. */
    changed: {
      text: `SELECT pg_current_snapshot()::text AS seen, id, changed::text
        FROM (SELECT 1) one LEFT JOIN (
          SELECT id, changed FROM ${connections}
          WHERE changed >= $2::xid8 AND NOT pg_visible_in_snapshot(changed, $1::pg_snapshot)
          ORDER BY changed LIMIT $3) new ON true`,
    },
  }
}
