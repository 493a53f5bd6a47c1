import { inspect, isDeepStrictEqual } from 'node:util'
import { matches } from './matches.ts'
import type { TestFunctions } from './test-functions.ts'

/** A check that did not hold: what was expected, and what was there. */
class Broken extends Error {
  override readonly name = 'Broken'
}

const longest = 300

/** The few matchers of the contracts, where no test runner brings its own. */
export const plainExpect: TestFunctions['expect'] = (value, message) => {
  const require = (holds: boolean, expected: string) => {
    if (!holds)
      throw new Broken(`${message ? `${message}: ` : ''}expected ${expected}; it is ${shown(value)}`)
  }
  const contains = (part: unknown) =>
    typeof value === 'string' ? value.includes(String(part)) : Array.isArray(value) && value.includes(part)
  return {
    toBe: (expected) => require(Object.is(value, expected), shown(expected)),
    toEqual: (expected) => require(isDeepStrictEqual(value, expected), shown(expected)),
    toMatch: (pattern) => require(pattern.test(String(value)), `something like ${pattern}`),
    toMatchObject: (expected) => require(matches(value, expected), `at least ${shown(expected)}`),
    toContain: (part) => require(contains(part), `${shown(part)} in it`),
    toThrow: (pattern) => require(pattern.test(thrownBy(value)), `an error like ${pattern}`),
    not: { toContain: (part) => require(!contains(part), `no ${shown(part)} in it`) },
  }
}

function thrownBy(value: unknown): string {
  try {
    ;(value as () => unknown)()
    return ''
  } catch (error) {
    return String(error)
  }
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY })
  return text.length <= longest ? text : `${text.slice(0, longest)}…`
}
