export const databaseName = 'tokens.db'

/** "OAut": tells our files from those of other programs (`file` shows it too). */
export const applicationId = 0x4f417574

export const schemaVersion = 1

/**
 * `n` is for listing in pages; `changed` counts announced writes over the whole database, so that a reader finds
 * what is new to it; `changed_by` lets it skip its own. WAL comes last: until then everything is in the one file.
 */
export const schema = `
PRAGMA synchronous = FULL;
BEGIN;
CREATE TABLE connections (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tokens TEXT,
  lease TEXT NOT NULL,
  changed INTEGER,
  changed_by TEXT
) STRICT;
CREATE INDEX connections_changed ON connections (changed) WHERE changed IS NOT NULL;
CREATE TABLE entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires REAL) STRICT, WITHOUT ROWID;
CREATE INDEX entries_expires ON entries (expires) WHERE expires IS NOT NULL;
CREATE TABLE clock (boot TEXT PRIMARY KEY, monotonic REAL NOT NULL, time REAL NOT NULL) STRICT;
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${schemaVersion};
COMMIT;
PRAGMA journal_mode = WAL;
`
