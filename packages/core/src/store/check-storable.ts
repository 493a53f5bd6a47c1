import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'

/**
 * libsql cuts text at NUL when reading, and PostgreSQL takes none; lone surrogates would all become one and the same
 * character. @throws ConfigurationError
 */
export function checkStorable(text: string): void {
  const wellFormed = (text as string & { isWellFormed(): boolean }).isWellFormed()
  if (wellFormed && !text.includes('\0')) return
  throw new ConfigurationError(
    phrase`Text for the store holds a NUL character or half a surrogate pair; remove it.`,
    { code: 'unstorable_text' },
  )
}

/** As JSON, where those characters would hide behind escapes. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    checkStorable(key)
    if (typeof part === 'string') checkStorable(part)
    return part
  })
}
