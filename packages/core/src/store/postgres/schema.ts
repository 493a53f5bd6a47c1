export const schemaVersion = 1

export const program = 'oauth-tokens'

/** In the order in which they are made. */
export const tables = ['about', 'connections', 'entries']

/**
 * `changed` is the transaction that last wrote something that readers of a connection must hear of: unlike a
 * sequence it can be compared with a snapshot, which tells what was committed. `"C"`: order by bytes, everywhere.
 *
 * The role that makes it needs CREATE on the database, or owns a schema of that name already. Later USAGE on the
 * schema is enough, with SELECT on `about`, and SELECT, INSERT, UPDATE, DELETE on `connections` and
 * `entries`. No superuser, no extension. Needs PostgreSQL 13.
 */
export const schemaOf = (schema: string) => `
CREATE SCHEMA IF NOT EXISTS "${schema}";
CREATE TABLE "${schema}".connections (
  id text COLLATE "C" PRIMARY KEY,
  tokens text,
  lease jsonb NOT NULL,
  changed xid8
) WITH (fillfactor = 80);
CREATE INDEX connections_changed ON "${schema}".connections (changed) WHERE changed IS NOT NULL;
CREATE TABLE "${schema}".entries (key text COLLATE "C" PRIMARY KEY, value text NOT NULL, expires timestamptz);
CREATE INDEX entries_expires ON "${schema}".entries (expires) WHERE expires IS NOT NULL;
CREATE TABLE "${schema}".about (program text NOT NULL, version integer NOT NULL);
INSERT INTO "${schema}".about VALUES ('${program}', ${schemaVersion});
`
