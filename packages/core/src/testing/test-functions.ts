/** What a contract suite needs of a test runner; vitest's own functions fit. */
export interface TestFunctions {
  describe: (name: string, suite: () => void) => unknown
  it: (name: string, test: () => Promise<void>) => unknown
  expect: (value: unknown, message?: string) => Expectation
}

export interface Matchers {
  toBe(expected: unknown): void
  toEqual(expected: unknown): void
  toMatch(expected: RegExp): void
  toMatchObject(expected: object): void
  toContain(expected: unknown): void
  toThrow(expected: RegExp): void
}

/** What `expect` returns, as far as the suites use it. */
export interface Expectation extends Matchers {
  not: Pick<Matchers, 'toContain'>
}
