import { isDeepStrictEqual, parseEnv } from 'node:util'
import { ConfigurationError } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

/** The text of a `.env` with these values in it. Every line that is about something else stays as it is. */
export function mergedDotenv(text: string, values: Readonly<Record<string, string>>): string {
  let merged = text
  for (const [name, value] of Object.entries(values)) {
    const before = parseEnv(merged)
    if (before[name] === value) continue
    const wanted = { ...before, [name]: value }
    const line = `${name}=${quoted(name, value)}`
    const candidates = [replaced(merged, name, line), appended(merged, line)]
    // A value may span lines, or a line only look like one: what is read back decides.
    const right = candidates.find(
      (candidate) => candidate !== undefined && isDeepStrictEqual({ ...parseEnv(candidate) }, wanted),
    )
    if (right === undefined) throw unwritable(name)
    merged = right
  }
  return merged
}

function replaced(text: string, name: string, line: string): string | undefined {
  const lines = text.split('\n')
  const is = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`)
  const last = lines.findLastIndex((one) => is.test(one))
  return last < 0 ? undefined : lines.with(last, line).join('\n')
}

function appended(text: string, line: string): string {
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`
}

function quoted(name: string, value: string): string {
  if (/^[\w./:@+=~,?&%-]+$/.test(value)) return value
  const quote = [`'`, '"', '`'].find((mark) => !value.includes(mark))
  // Between double quotes a backslash would mean something.
  if (quote === undefined || /[\r\n]/.test(value) || (quote === '"' && value.includes('\\')))
    throw unwritable(name)
  return `${quote}${value}${quote}`
}

function unwritable(name: string): ConfigurationError {
  return new ConfigurationError(
    phrase`${name} cannot be written into .env, and nothing was changed: keep it in a file and name that in the configuration as { file: 'PATH' }.`,
    { code: 'unwritable_value' },
  )
}
