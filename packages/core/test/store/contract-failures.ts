import { type StoreHarness, storeContract } from '../../src/testing/store-contract.ts'

/** Runs the contract outside the test runner and answers the titles of the tests that failed. */
export async function contractFailures(harness: StoreHarness): Promise<string[]> {
  const tests: { title: string; body: () => Promise<void> }[] = []
  const before: (() => Promise<void>)[] = []
  const after: (() => Promise<void>)[] = []
  storeContract('under test', harness, {
    describe: (_name, body) => body(),
    it: (title, body) => tests.push({ title, body }),
    beforeEach: (action) => before.push(action),
    afterEach: (action) => after.push(action),
  })
  const failed: string[] = []
  for (const { title, body } of tests) {
    try {
      for (const action of before) await action()
      await body()
    } catch {
      failed.push(title)
    } finally {
      for (const action of after) await action()
    }
  }
  return failed
}
