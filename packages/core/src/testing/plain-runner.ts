import { plainExpect } from './plain-expect.ts'
import type { TestFunctions } from './test-functions.ts'

/** One test of a suite, and why it failed if it did. */
export interface Check {
  title: string
  ok: boolean
  detail?: string
}

/**
 * Runs a suite without a test runner, one test after the other. Titles are joined with those of the groups they stand in,
 * except the outermost.
 *
 * @example
 * const runner = plainRunner()
 * providerContract('acme', { adapter: acme, recordings }, runner.functions)
 * for await (const { title, ok, detail } of runner.run()) console.log(ok ? 'ok' : 'failed', title, detail ?? '')
 */
export function plainRunner(): { functions: TestFunctions; run(): AsyncGenerator<Check> } {
  const groups: string[] = []
  const tests: { title: string; test: () => Promise<void> }[] = []
  const functions: TestFunctions = {
    describe(name, suite) {
      groups.push(name)
      suite()
      groups.pop()
    },
    it: (name, test) => tests.push({ title: [...groups.slice(1), name].join(': '), test }),
    expect: plainExpect,
  }
  return {
    functions,
    async *run() {
      for (const { title, test } of tests) yield { title, ...(await outcomeOf(test)) }
    },
  }
}

async function outcomeOf(test: () => Promise<void>): Promise<Omit<Check, 'title'>> {
  try {
    await test()
    return { ok: true }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, detail }
  }
}
