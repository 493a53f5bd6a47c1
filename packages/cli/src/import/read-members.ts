import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { longestRaw } from '../export/largest-transfer.ts'
import { importProblem } from './import-problem.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without what is missing. */
export function present<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as ReturnType<typeof present<Values>>
}

/** Separated by spaces as the standard says, by commas as some write it, or a list. */
export function readScopes(scope: unknown): string[] | undefined {
  if (typeof scope === 'string') return scope.split(/[\s,]+/).filter(Boolean)
  if (Array.isArray(scope)) return scope.filter((one) => typeof one === 'string')
  return undefined
}

/** What tells where an account lives: Zoho's answers and callbacks have these. The adapter compares them with its table. */
export function placeIn(...sources: readonly unknown[]): Record<string, string> | undefined {
  const names = ['location', 'accounts-server', 'api_domain']
  const found = sources.filter(isObject).flatMap((fields) =>
    names.flatMap((name) => {
      const value = fields[name]
      return typeof value === 'string' && value !== '' ? [[name, value]] : []
    }),
  )
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

export function readParams(value: unknown, where: Said): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined
  if (isObject(value)) {
    const entries = Object.entries(value)
    if (entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      return Object.fromEntries(entries)
  }
  throw importProblem(where, phrase`params is not an object of texts`)
}

/** Only names that we write ourselves. */
export function readAssumed(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const known = ['expiresAt', 'refreshExpiresAt', 'refreshToken']
  return known.filter((name) => value.includes(name))
}

export function readRaw(value: unknown, where: Said): Record<string, unknown> | undefined {
  if (value === undefined || value === null) return undefined
  if (isObject(value) && lengthOf(value) <= longestRaw) return { ...value }
  throw importProblem(where, phrase`raw is not an object of at most ${longestRaw / 1024} KiB`)
}

function lengthOf(value: JsonObject): number {
  try {
    return JSON.stringify(value).length
  } catch {
    // Nested too deep.
    return Number.POSITIVE_INFINITY
  }
}
