import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { UsageError } from '../usage-error.ts'

/** Something in the input is wrong: where, and what. Never with a value of it, which may be a token. */
export function importProblem(where: Said, what: Said, hint?: Said): UsageError {
  return new UsageError(phrase`${where}: ${what}. Nothing was imported.`, {
    code: 'invalid_import',
    ...(hint !== undefined && { hint }),
  })
}

export function atLine(source: string, line: number): Said {
  return phrase`${source}, line ${line}`
}

/** Names of fields or variables for a message. What does not look like a name is left out: it may be a token. */
export function namesIn(names: readonly string[], most = 8): string {
  const known = names.filter((name) => /^[A-Za-z_][\w.-]{0,39}$/.test(name))
  return known.slice(0, most).join(', ') + (known.length > most ? ', …' : '')
}
