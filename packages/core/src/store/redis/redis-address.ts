import { ConfigurationError } from '../../errors.ts'
import { type Phrase, phrase } from '../../phrase.ts'

export interface RedisAddress {
  /** As given, with credentials. */
  url: string
  database: number
  /** Without credentials. */
  description: string
}

/** Checks a Redis URL. No message repeats it: it may hold a password. */
export function redisAddress(url: string): RedisAddress {
  const parsed = parse(url)
  if (parsed?.protocol !== 'redis:' && parsed?.protocol !== 'rediss:') {
    throw wrong(phrase`cannot be understood`)
  }
  const { protocol, hostname, port, pathname } = parsed
  if (hostname === '') throw wrong(phrase`names no host`)
  if (!/^\/?\d*$/.test(pathname)) throw wrong(phrase`does not end with the number of a database`)
  const database = Number(pathname.slice(1))
  return { url, database, description: `${protocol}//${hostname}:${port || 6379}/${database}` }
}

function parse(url: string): URL | undefined {
  try {
    const parsed = new URL(url)
    // The client decodes them, and its error would repeat them.
    decodeURIComponent(parsed.username)
    decodeURIComponent(parsed.password)
    return parsed
  } catch {
    return undefined
  }
}

function wrong(what: Phrase): ConfigurationError {
  return new ConfigurationError(
    phrase`The Redis URL ${what}. Expected redis://[user:password@]host[:port][/database], or rediss:// for TLS, with special characters of the password percent-encoded.`,
    { code: 'store_setting' },
  )
}
