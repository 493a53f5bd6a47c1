/** What a contract suite needs of a test runner; vitest's own functions fit. */
export interface TestFunctions {
  describe: (name: string, suite: () => void) => unknown
  it: (name: string, test: () => Promise<void>) => unknown
  expect: (value: unknown, message?: string) => Expectation
}

interface Matchers {
  toBe(expected: unknown): void
  toEqual(expected: unknown): void
  toMatch(expected: RegExp): void
  toMatchObject(expected: object): void
  toContain(expected: unknown): void
  toThrow(expected: RegExp): void
}

interface Expectation extends Matchers {
  not: Pick<Matchers, 'toContain'>
}
