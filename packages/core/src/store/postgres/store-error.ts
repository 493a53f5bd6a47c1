import { ConfigurationError, OAuthTokensError, StoreUnavailableError } from '../../errors.ts'
import { type Phrase, phrase } from '../../phrase.ts'

type Meaning = [pattern: RegExp, code: string, meaning: Phrase]

/** Somebody must change a setting. @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
const settings: Meaning[] = [
  [
    /^(28P01|28000|SASL)$/,
    'store_denied',
    phrase`refused the login. Check user and password in the URL of the store`,
  ],
  [
    /^3D000$/,
    'no_such_database',
    phrase`has no database of that name. Create it, or correct the URL of the store`,
  ],
  [
    /^42501$/,
    'store_denied',
    phrase`denies its role a permission. Grant it CREATE on the database for the first start, and later USAGE on the schema and SELECT, INSERT, UPDATE, DELETE on its tables`,
  ],
  [/^ERR_INVALID_URL$/, 'store_setting', phrase`has a URL that cannot be read. Check it`],
  [
    /^NO_TLS$/,
    'store_setting',
    phrase`does not speak TLS. Turn it on there, or take sslmode out of the URL of the store`,
  ],
]

const failures: Meaning[] = [
  [
    /^ECONNREFUSED$/,
    'store_unavailable',
    phrase`refused the connection. Check that it runs, and host and port`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    'store_unavailable',
    phrase`has a host whose name was not found. Check host and DNS`,
  ],
  [/^ENOENT$/, 'store_unavailable', phrase`has no socket there. Check that it runs`],
  [
    /^(57P0[123]|08\w{3})$/,
    'store_unavailable',
    phrase`is restarting or shutting down. Try again in a moment`,
  ],
  [
    /^(57014|TIMEOUT|ETIMEDOUT)$/,
    'store_timeout',
    phrase`did not answer in time. Check its load and the network`,
  ],
  [
    /^(55P03|40001|40P01)$/,
    'store_busy',
    phrase`kept the record locked. If this lasts, look for a session that hangs`,
  ],
  [
    /^53[14]00$/,
    'store_full',
    phrase`has a full disk or a limit that was reached. Free some space and try again`,
  ],
  [/^53200$/, 'store_full', phrase`is out of memory. Check its settings and load`],
  [/^53300$/, 'store_busy', phrase`has no connection left. Raise max_connections, or run fewer processes`],
  [/^25006$/, 'store_read_only', phrase`is read-only. Check that the URL names the primary, not a standby`],
  [
    /^(42P01|42703|3F000|42804|22023|22P02|XX00[12])$/,
    'corrupt_record',
    phrase`holds damaged or missing tables or records. Nothing was changed: restore it from a backup`,
  ],
  [/./, 'store_unavailable', phrase`failed`],
]

/** Whether the same transaction, run again, may get through: the server gave up on it because of others. */
export function isConflict(error: unknown): boolean {
  return /^(40001|40P01)$/.test(String((error as { code?: unknown } | undefined)?.code))
}

/** Whatever pg throws becomes ours. Its own object is not kept: it carries statements and values. */
export function storeError(error: unknown, description: string): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const { name = 'Error', message = '', code } = (error ?? {}) as Partial<NodeJS.ErrnoException>
  const known = typeof code === 'string' ? code : codeOf(message)
  const cause = { name, ...(known && { code: known }) }
  const found = (meanings: Meaning[]) => meanings.find(([pattern]) => pattern.test(known || '-'))
  const setting = found(settings)
  const [, ourCode, meaning] = setting ?? found(failures) ?? ['', 'store_unavailable', phrase`failed`]
  const text = phrase`The token store ${description} ${meaning} (${known || name}).`
  return setting
    ? new ConfigurationError(text, { code: ourCode, cause })
    : new StoreUnavailableError(text, { code: ourCode, cause })
}

/** pg gives no code to what it finds out by itself. */
function codeOf(message: string): string | undefined {
  if (/^SASL/.test(message)) return 'SASL'
  if (/timeout/i.test(message)) return 'TIMEOUT'
  if (/does not support SSL/.test(message)) return 'NO_TLS'
  if (/^(Connection terminated|Client (was closed|has encountered))/.test(message)) return '08006'
  return undefined
}
