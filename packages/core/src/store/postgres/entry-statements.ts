const alive = '(expires IS NULL OR expires > clock_timestamp())'
const replace = 'ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires'

/** Everything that belongs to no connection's lease: what Keyv stores, and the notes. */
export function entryStatements(schema: string) {
  const entries = `"${schema}".entries`
  return {
    get: { name: 'entry get', text: `SELECT value FROM ${entries} WHERE key = $1 AND ${alive}` },
    set: {
      name: 'entry set',
      text: `INSERT INTO ${entries} (key, value) VALUES ($1, $2) ${replace}`,
    },
    // Sweeps as well, in portions, and past what others sweep: logins that nobody finished would stay for ever.
    setExpiring: {
      name: 'entry set expiring',
      text: `WITH swept AS (DELETE FROM ${entries} WHERE key IN (SELECT key FROM ${entries}
          WHERE expires <= clock_timestamp() AND key <> $1 ORDER BY expires LIMIT 100 FOR UPDATE SKIP LOCKED))
        INSERT INTO ${entries} (key, value, expires)
        VALUES ($1, $2, clock_timestamp() + $3::float8 * interval '1 millisecond') ${replace}`,
    },
    delete: { name: 'entry delete', text: `DELETE FROM ${entries} WHERE key = $1 RETURNING key` },
    take: {
      name: 'entry take',
      text: `DELETE FROM ${entries} WHERE key = $1 RETURNING value, ${alive} AS alive`,
    },
    clear: { text: `DELETE FROM ${entries} WHERE key >= $1 AND key < $2` },
    page: {
      text: `SELECT key, value FROM ${entries}
        WHERE key >= $1 AND key < $2 AND key > $3 AND ${alive} ORDER BY key LIMIT $4`,
    },
    readNote: {
      name: 'note read',
      text: `SELECT note.value, floor(extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
        FROM (SELECT 1) one LEFT JOIN ${entries} note ON note.key = $1`,
    },
    firstNote: {
      name: 'note first',
      text: `INSERT INTO ${entries} (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING RETURNING key`,
    },
    removeNote: {
      name: 'note remove',
      text: `DELETE FROM ${entries} WHERE key = $1 AND value = $2 RETURNING key`,
    },
    swapNote: {
      name: 'note swap',
      text: `UPDATE ${entries} SET value = $2 WHERE key = $1 AND value = $3 RETURNING key`,
    },
  }
}
