import { ConfigurationError, OAuthTokensError, StoreUnavailableError } from '../../errors.ts'
import { type Phrase, phrase } from '../../phrase.ts'

/** An operation that took longer than it may. */
export class TookTooLong extends Error {}

/** What each failure means, and what to do. The first that fits the class, code or first word of an error. */
const meanings: [RegExp, code: string, meaning: Phrase][] = [
  [
    /^(WRONGTYPE|DAMAGED)$/,
    'corrupt_record',
    phrase`holds something else under a key of ours. Is it shared with another program? Give this one its own database or namespace, or restore a backup`,
  ],
  [
    /^OOM$/,
    'store_full',
    phrase`is out of memory and refuses writes. Raise its maxmemory, or remove other data`,
  ],
  [/^READONLY$/, 'store_read_only', phrase`is a read-only replica. Point the store at the primary`],
  [
    /^MISCONF$/,
    'store_read_only',
    phrase`refuses writes because it cannot save to its disk. Look into its log and free some space`,
  ],
  [
    /^(LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|BUSY)$/,
    'store_busy',
    phrase`is not ready. It should be soon; if not, look into its log`,
  ],
  [
    /^(MOVED|ASK|CROSSSLOT|UNKNOWN)$/,
    'store_unsupported',
    phrase`cannot serve this. It must be Redis 6.2 or newer, one primary without cluster mode`,
  ],
  [
    /^(TookTooLong|SocketTimeoutError|ConnectionTimeoutError|ETIMEDOUT)$/,
    'store_timeout',
    phrase`did not answer in time. Check that it runs and that the network lets through to it`,
  ],
  [
    /^(ERR_TLS|ERR_SSL|EPROTO|CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/,
    'store_denied',
    phrase`and this process do not agree on TLS. Check its certificate (NODE_EXTRA_CA_CERTS names further authorities) and whether the URL should begin with rediss: or redis:`,
  ],
  [
    /./,
    'store_unavailable',
    phrase`cannot be reached, or broke off. Check that it runs and that host and port are right`,
  ],
]

const denied: Record<string, Phrase> = {
  NOAUTH: phrase`asks for a password. Put it into the URL: redis://user:password@host`,
  WRONGPASS: phrase`refuses this user or password. Correct the URL`,
  NOPERM: phrase`does not allow this user what the store needs. Extend its rights, as by ACL SETUSER name ~oauth-tokens::* &oauth-tokens::* +@read +@write +@scripting +@pubsub +@connection +time`,
}

/** Every failure becomes one of our errors. Messages of Redis are not repeated: some quote what was sent. */
export function redisError(error: unknown, description: string): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const word = wordOf(error)
  const cause = { name: error instanceof Error ? error.constructor.name : typeof error, code: word }
  const refusal = denied[word]
  if (refusal) {
    return new ConfigurationError(phrase`The Redis store ${description} ${refusal} (${word}).`, {
      code: 'store_denied',
      cause,
    })
  }
  const known = error instanceof Error && /^ErrorReply$|^SimpleError$/.test(cause.name) && word === 'ERR'
  const [, code, meaning] = known
    ? [undefined, 'store_unavailable', phrase`answered with an error. Look into its log`]
    : (meanings.find(([pattern]) => pattern.test(word)) ?? [])
  return new StoreUnavailableError(phrase`The Redis store ${description} ${meaning} (${word}).`, {
    ...(code && { code }),
    cause,
  })
}

/** Names the failure in one word: of Redis, of the system, or the class of the error. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  const { code, message } = error as NodeJS.ErrnoException
  if (code) return String(code)
  // Several addresses of one host, each with its own error.
  if (error instanceof AggregateError && error.errors.length > 0) return wordOf(error.errors[0])
  if (/^(user_script|ERR user_script|ERR Error running script).*\bDAMAGED\b/.test(message)) return 'DAMAGED'
  if (/unknown command|DB index is out of range/i.test(message)) return 'UNKNOWN'
  // What a user may not do, done by a script of theirs.
  if (/user executing the script|user can't|No permissions/i.test(message)) return 'NOPERM'
  if (/invalid password|without any password/i.test(message)) return 'WRONGPASS'
  // Before Redis 7, errors inside scripts came wrapped.
  const wrapped = /^ERR Error running script.*?: ([A-Z]{3,})\b/.exec(message)?.[1]
  return wrapped ?? /^[A-Z]{3,}\b/.exec(message)?.[0] ?? error.constructor.name
}

export function closedStore(description: string): StoreUnavailableError {
  return new StoreUnavailableError(phrase`The Redis store ${description} was closed. Open another one.`, {
    code: 'store_closed',
  })
}
