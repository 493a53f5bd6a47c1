import type { TokenStore } from '../store/token-store.ts'
import { authorizationTests } from './store-contract/authorization-tests.ts'
import type { ContractContext, TestRunner } from './store-contract/contract-context.ts'
import { dropTests } from './store-contract/drop-tests.ts'
import { keyTests } from './store-contract/key-tests.ts'
import { leaseTests } from './store-contract/lease-tests.ts'
import { lifeTests } from './store-contract/life-tests.ts'
import { listTests } from './store-contract/list-tests.ts'
import { noteTests } from './store-contract/note-tests.ts'
import { saveTests } from './store-contract/save-tests.ts'
import { spendTests } from './store-contract/spend-tests.ts'

/** How the contract gets at a store. */
export interface StoreHarness {
  /** A store without any data. */
  open(): TokenStore | Promise<TokenStore>
  /** Another instance on the data of the store opened last. */
  reopen?(): TokenStore | Promise<TokenStore>
  /** The clock that the store goes by. Without it the tests wait in real time. */
  clock?: { advance(milliseconds: number): void }
  /** The guarantee that the store should state. @default true */
  atomic?: boolean
  /** Whether it should say that it outlives the process. @default false */
  durable?: boolean
}

/**
 * Everything that the manager relies on in a store, as tests.
 *
 * @example
 * storeContract('my store', { open: () => myStore(emptyPlace()) }, { describe, it, beforeEach, afterEach })
 */
export function storeContract(name: string, harness: StoreHarness, runner: TestRunner): void {
  const { describe, it, beforeEach, afterEach } = runner
  describe(`store contract: ${name}`, () => {
    const opened: TokenStore[] = []
    const keep = async (store: TokenStore | Promise<TokenStore>) => {
      const ready = await store
      opened.push(ready)
      return ready
    }
    let current: TokenStore | undefined

    beforeEach(async () => {
      current = await keep(harness.open())
    })
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close()
    })

    const { reopen, clock } = harness
    const context: ContractContext = {
      it,
      store: () => {
        if (!current) throw new Error('no store is open')
        return current
      },
      ...(reopen && { another: () => keep(reopen()) }),
      atomic: harness.atomic ?? true,
      durable: harness.durable ?? false,
      exactClock: clock !== undefined,
      async pass(milliseconds) {
        if (clock) clock.advance(milliseconds)
        else await new Promise((resolve) => setTimeout(resolve, milliseconds + 5))
      },
    }
    for (const tests of [
      leaseTests,
      spendTests,
      saveTests,
      authorizationTests,
      dropTests,
      listTests,
      noteTests,
      keyTests,
      lifeTests,
    ]) {
      tests(context)
    }
  })
}
