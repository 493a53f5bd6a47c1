import type { ErrorMeaning, ResourceAnswer } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { DeclaredErrors, ErrorCodes, FieldPath, ProviderDeclaration } from './declaration.ts'
import { valueAt } from './field-path.ts'

/** The error that an answer tells; undefined when all is well. */
export function errorWord(
  json: unknown,
  path: FieldPath,
  { success = [] }: DeclaredErrors = {},
): string | undefined {
  const told = valueAt(json, path)
  if (told === undefined || told === null || told === '' || told === false || String(told) === '0')
    return undefined
  // Something that is no word at all is an error nobody understands, and the outcome stays open.
  const word = typeof told === 'object' ? 'unreadable_error' : String(told)
  return success.map(String).includes(word) ? undefined : word
}

/** What a word means to the grant; undefined: look it up in the standard. */
export function errorMeanings(errors: DeclaredErrors): (code: string) => ErrorMeaning | undefined {
  const { deadGrant, wrongSecret, wrongSettings, slowDown, slowDownSeconds: retryAfter, unclear } = errors
  const table: [words: ErrorCodes | undefined, meaning: ErrorMeaning][] = [
    [deadGrant, { kind: 'grant' }],
    [wrongSecret, { kind: 'client', secret: true, advice: phrase`Check clientId and clientSecret.` }],
    [wrongSettings, { kind: 'client' }],
    [slowDown, { kind: 'throttled', ...(retryAfter !== undefined && { retryAfter }) }],
    [unclear, { kind: 'unknown' }],
  ]
  const meanings = new Map(
    table.flatMap(([words = [], meaning]) => words.map((word) => [String(word), meaning])),
  )
  return (code) => meanings.get(code)
}

/** Whether an answer of the API says that its token is dead; undefined: by its status alone, as the standard has it. */
export function deadTokenReader({
  fields,
  errors,
}: ProviderDeclaration): ((answer: ResourceAnswer) => boolean) | undefined {
  const words = errors?.deadToken?.map(String)
  if (words === undefined) return undefined
  return ({ status, json }) => {
    const word = errorWord(json, fields?.error ?? 'error', errors)
    return status === 401 || (word !== undefined && words.includes(word))
  }
}
