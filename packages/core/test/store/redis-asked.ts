import type { TokenStore } from '../../src/store/token-store.ts'
import { ann, dead, intent, long } from '../../src/testing/store-contract/samples.ts'

/** Everything that the port offers; none may answer "absent" when it failed. */
export function asked(store: TokenStore): Record<string, () => Promise<unknown>> {
  return {
    read: () => store.read('a:1'),
    acquire: () => store.acquire('a:1', ann, long),
    extend: () => store.extend('a:1', 1, long),
    spend: () => store.spend('a:1', 1, 'tokens-1', intent, long),
    withdraw: () => store.withdraw('a:1', 1, long),
    save: () => store.save('a:1', 'tokens-1', 'tokens-2'),
    release: () => store.release('a:1', 1, { dead }),
    drop: () => store.drop('a:1', 'tokens-1'),
    list: () => store.list()[Symbol.asyncIterator]().next(),
    putAuthorization: () => store.putAuthorization('state', 'verifier', long),
    takeAuthorization: () => store.takeAuthorization('state'),
    readNote: () => store.readNote('note'),
    swapNote: () => store.swapNote('note', undefined, 'a'),
    removeNote: () => store.swapNote('note', 'a', undefined),
    readHistory: () => store.readHistory('a:1'),
    writeHistory: () => store.writeHistory('a:1', 'events'),
    removeHistory: () => store.writeHistory('a:1', undefined),
  }
}

export async function outcomeOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.catch((error) => error)
}
