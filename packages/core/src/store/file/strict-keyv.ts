import type { Keyv } from 'keyv'
import type { LibsqlKeyvAdapter } from './libsql-keyv-adapter.ts'

/**
 * Keyv without what makes it a cache: it throws instead of answering "absent" or false, adds no prefix, and leaves
 * expiry to the adapter, whose clock no correction of the wall clock moves. Text is stored as it is.
 */
export async function strictKeyv(adapter: LibsqlKeyvAdapter): Promise<Keyv<string>> {
  // Loaded with the first use of the store, as libsql is.
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
