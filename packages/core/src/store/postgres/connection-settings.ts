import { ConfigurationError } from '../../errors.ts'
import { joined, type Phrase, phrase } from '../../phrase.ts'

export interface ConnectionSettings {
  url: string
  schema: string
  /** Milliseconds that one operation may take. */
  timeout: number
  /** Where the store is, without user and password. */
  description: string
}

const example = phrase`Expected postgres://USER:PASSWORD@HOST:5432/DATABASE.`

/** Checks what can be checked without I/O. Nothing of the URL but host and database is ever repeated. */
export function connectionSettings(
  url: string,
  { schema = 'oauth_tokens', timeout = 2000 }: { schema?: string; timeout?: number },
): ConnectionSettings {
  if (!/^[a-z_][a-z0-9_]{0,62}$/i.test(schema) || /^pg_/i.test(schema)) {
    throw wrong(
      phrase`${JSON.stringify(schema)} cannot be the schema of the store. Expected up to 63 letters, digits and _, not beginning with a digit or pg_.`,
    )
  }
  if (!(timeout > 0 && timeout < 2 ** 31)) {
    throw wrong(phrase`The timeout of the store is ${timeout}. Expected milliseconds, more than 0.`)
  }
  return {
    url,
    schema,
    timeout,
    description: describe(url) + (schema === 'oauth_tokens' ? '' : ` ${schema}`),
  }
}

function describe(url: string): string {
  let parsed: URL
  try {
    parsed = new URL(url)
  } catch {
    throw wrong(
      joined([
        phrase`The URL of the PostgreSQL store cannot be read.`,
        example,
        phrase`Write special characters of the password in %XX form.`,
      ]),
    )
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw wrong(joined([phrase`The URL of the PostgreSQL store begins with ${parsed.protocol}.`, example]))
  }
  const host = parsed.searchParams.get('host') ?? parsed.host
  return `postgres://${host}${parsed.pathname}`
}

function wrong(message: Phrase): ConfigurationError {
  return new ConfigurationError(message, { code: 'store_setting' })
}
