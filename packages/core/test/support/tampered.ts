import type { TokenStore } from '../../src/index.ts'

export type StoreMethod = {
  [Name in keyof TokenStore]-?: TokenStore[Name] extends (...args: never[]) => Promise<unknown> ? Name : never
}[keyof TokenStore]

export const storeMethods: readonly StoreMethod[] = [
  'read',
  'acquire',
  'extend',
  'spend',
  'withdraw',
  'save',
  'release',
  'putAuthorization',
  'takeAuthorization',
  'readHistory',
  'writeHistory',
]

export type Around = (
  method: StoreMethod,
  apply: () => Promise<unknown>,
  args: readonly unknown[],
) => Promise<unknown>

/** A store each of whose calls passes through `around`. */
export function tampered(store: TokenStore, around: Around): TokenStore {
  const wrapped: Record<string, unknown> = {}
  for (const method of storeMethods) {
    const operation = store[method] as (...args: unknown[]) => Promise<unknown>
    wrapped[method] = (...args: unknown[]) => around(method, () => operation(...args), args)
  }
  return { ...store, ...wrapped } as TokenStore
}

/** A store whose methods fail as told: before or after the operation was applied, the next `times` times. */
export function failingStore(store: TokenStore) {
  const faults = new Map<StoreMethod, { when: 'before' | 'after'; times: number }>()
  const calls: StoreMethod[] = []
  return {
    calls,
    fail: (method: StoreMethod, when: 'before' | 'after' = 'before', times = 1) =>
      faults.set(method, { when, times }),
    heal: () => faults.clear(),
    store: tampered(store, async (method, apply) => {
      calls.push(method)
      const fault = faults.get(method)
      if (!fault || fault.times === 0) return apply()
      fault.times -= 1
      if (fault.when === 'after') await apply()
      throw new Error('the store is away')
    }),
  }
}
