import type { Keyv, KeyvStoreAdapter } from 'keyv'

/**
 * Keyv without what makes it a cache: it throws instead of answering "absent" or false, adds no prefix, and leaves
 * expiry to the adapter, which goes by the store's own clock. Text is stored as it is.
 */
export async function strictKeyv(adapter: KeyvStoreAdapter): Promise<Keyv<string>> {
  // Loaded with the first use of the store, as its driver is.
  const { Keyv } = await import('keyv')
  return new Keyv<string>({
    store: adapter,
    throwOnErrors: true,
    emitErrors: false,
    useKeyPrefix: false,
    serialize: ({ value }) => String(value),
    deserialize: (value) => ({ value: value as never }),
  })
}
