import type { TokenStore } from '../../store/token-store.ts'

/** What is used of a test runner; vitest, jest and node:test have it. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown
  it(title: string, body: () => Promise<void>): unknown
  beforeEach(action: () => Promise<void>): unknown
  afterEach(action: () => Promise<void>): unknown
}

/** What the groups of the contract share. */
export interface ContractContext {
  it: TestRunner['it']
  /** The store of this test. */
  store(): TokenStore
  /** Another instance on the same data, where the harness can open one. */
  another?(): Promise<TokenStore>
  atomic: boolean
  durable: boolean
  /** Time stands still between two calls of `pass`. */
  exactClock: boolean
  /** Lets the store's clock go on. */
  pass(milliseconds: number): Promise<void>
}
