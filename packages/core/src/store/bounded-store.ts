import type { Clock } from '../clock.ts'
import { OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import type { TokenStore } from './token-store.ts'

/**
 * Every operation answers or fails within `limit` ms, and every failure is one of our errors: a store that is away
 * is never read as an empty one. The operation itself may still be applied later.
 */
export function boundedStore(
  store: TokenStore,
  clock: Clock,
  limit: number,
  owned: { close: boolean },
): TokenStore {
  const bounded =
    <Args extends unknown[], Answer>(operation: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      let cancel = () => {}
      const late = new Promise<never>((_resolve, reject) => {
        cancel = clock.schedule(() => reject(tooLate(store, limit)), limit)
      })
      try {
        return await Promise.race([operation(...args), late])
      } catch (error) {
        throw typed(error, store)
      } finally {
        cancel()
      }
    }

  return {
    guarantee: store.guarantee,
    durable: store.durable,
    description: store.description,
    read: bounded(store.read.bind(store)),
    acquire: bounded(store.acquire.bind(store)),
    extend: bounded(store.extend.bind(store)),
    spend: bounded(store.spend.bind(store)),
    withdraw: bounded(store.withdraw.bind(store)),
    save: bounded(store.save.bind(store)),
    release: bounded(store.release.bind(store)),
    async *list() {
      const rows = store.list()[Symbol.asyncIterator]()
      const next = bounded(() => rows.next())
      for (let row = await next(); !row.done; row = await next()) yield row.value
    },
    putAuthorization: bounded(store.putAuthorization.bind(store)),
    takeAuthorization: bounded(store.takeAuthorization.bind(store)),
    readNote: bounded(store.readNote.bind(store)),
    swapNote: bounded(store.swapNote.bind(store)),
    readHistory: bounded(store.readHistory.bind(store)),
    writeHistory: bounded(store.writeHistory.bind(store)),
    ...(store.warnings && { warnings: bounded(store.warnings.bind(store)) }),
    changes: (listener, interrupted) => store.changes(listener, interrupted),
    close: async () => {
      if (owned.close) await store.close()
    },
  }
}

function tooLate({ description }: TokenStore, limit: number): StoreUnavailableError {
  return new StoreUnavailableError(
    `The store ${description} did not answer within ${limit / 1000} s. Check that it runs.`,
    {
      code: 'store_timeout',
    },
  )
}

function typed(error: unknown, { description }: TokenStore): OAuthTokensError {
  if (error instanceof OAuthTokensError) return error
  const { name, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { name: typeof error }
  const cause = { name, ...(code !== undefined && { code: String(code) }) }
  return new StoreUnavailableError(
    `The store ${description} failed (${cause.code ?? name}). Check it, then try again.`,
    {
      cause,
    },
  )
}
