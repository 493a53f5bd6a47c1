import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { UsageError } from '../usage-error.ts'
import { importProblem } from './import-problem.ts'
import { readInstant, readSeconds } from './read-time.ts'

/** Reads fields of one entry, whatever file it stands in. Empty ones count as missing. */
export interface FieldReader {
  problem(what: Said): UsageError
  text(name: string): string | undefined
  /** Text that can be a token: on one line, without anything that only a screen or an editor puts in. */
  token(name: string): string | undefined
  seconds(name: string): number | undefined
  instant(name: string): Date | undefined
  /** The first that is there. */
  first<Value>(read: (name: string) => Value | undefined, names: readonly string[]): Value | undefined
}

export function fieldReader(where: Said, fields: Readonly<Record<string, unknown>>): FieldReader {
  const problem = (what: Said) => importProblem(where, what)
  const given = (name: string): unknown => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return value === null || value === '' ? undefined : value
  }
  const text = (name: string): string | undefined => {
    const value = given(name)
    if (value === undefined || typeof value === 'string') return value
    throw problem(phrase`${name} is not text in quotes`)
  }
  return {
    problem,
    text,
    token(name) {
      const value = text(name)?.trim()
      if (value === undefined || value === '') return undefined
      // RFC 6749, appendix A.12 and A.17.
      if (/^[\x20-\x7e]+$/.test(value)) return value
      throw problem(
        phrase`${name} has a line break or a character that no token has (a token cut short on a screen ends in "…")`,
      )
    },
    seconds(name) {
      const value = given(name)
      if (value === undefined) return undefined
      const seconds = readSeconds(value)
      if (seconds === undefined) throw problem(phrase`${name} is not a number of seconds`)
      return seconds
    },
    instant(name) {
      const value = given(name)
      if (value === undefined) return undefined
      const instant = readInstant(value)
      if (instant === undefined) throw problem(phrase`${name} is not a time: ISO 8601, or seconds since 1970`)
      return instant
    },
    first(read, names) {
      for (const name of names) {
        const value = read(name)
        if (value !== undefined) return value
      }
      return undefined
    },
  }
}
