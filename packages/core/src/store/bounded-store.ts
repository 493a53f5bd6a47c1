import type { Clock } from '../clock.ts'
import { OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { withinLimit } from '../within-limit.ts'
import { boundedList } from './bounded-list.ts'
import type { TokenStore } from './token-store.ts'

/** A store with what has to be loaded before it can be used: code, no connection. */
export interface LoadableStore extends TokenStore {
  load?(): Promise<unknown>
  /** Each of its operations fails by itself in time, and with errors of ours: a second clock would only cost. */
  bounded?: true
}

/** A driver is loaded once in a process, on a busy machine slowly: that says nothing of the store. Milliseconds. */
const loadingLimit = 10_000

/**
 * Every operation answers or fails within `limit` ms, and every failure is one of our errors: a store that is away
 * is never read as an empty one. The operation itself may still be applied later.
 */
export function boundedStore(
  store: LoadableStore,
  clock: Clock,
  limit: number,
  owned: { close: boolean },
): TokenStore {
  const within = (time: number, late: () => Error) =>
    withinLimit({ clock, limit: time, late, typed: (error) => typed(error, store) })
  const withinLoading = within(loadingLimit, () => stillLoading(store))
  const withinTime = within(limit, () => unanswered(store, limit))

  let loaded = store.load === undefined
  let loading: Promise<void> | undefined
  const load = async () => {
    try {
      await withinLoading(async () => store.load?.())
      loaded = true
    } finally {
      loading = undefined
    }
  }
  const ready = async () => {
    if (loaded) return
    loading ??= load()
    await loading
  }
  const bounded =
    <Args extends unknown[], Answer>(operation: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> => {
      const ask = () => (store.bounded ? operation(...args) : withinTime(() => operation(...args)))
      return loaded ? ask() : ready().then(ask)
    }

  return {
    guarantee: store.guarantee,
    durable: store.durable,
    description: store.description,
    wallClock: store.wallClock ?? false,
    read: bounded(store.read.bind(store)),
    acquire: bounded(store.acquire.bind(store)),
    extend: bounded(store.extend.bind(store)),
    spend: bounded(store.spend.bind(store)),
    withdraw: bounded(store.withdraw.bind(store)),
    save: bounded(store.save.bind(store)),
    release: bounded(store.release.bind(store)),
    drop: bounded(store.drop.bind(store)),
    list: () =>
      boundedList(store.list(), {
        clock,
        limit,
        ready,
        late: () => unanswered(store, limit),
        typed: (error) => typed(error, store),
      }),
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

function stillLoading({ description }: TokenStore): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The driver of the store ${description} was not loaded within ${loadingLimit / 1000} s. The store was not asked: this machine is too busy, or its disk too slow. Try again.`,
    { code: 'store_loading' },
  )
}

function unanswered({ description }: TokenStore, limit: number): StoreUnavailableError {
  return new StoreUnavailableError(
    phrase`The store ${description} did not answer within ${limit / 1000} s. Check that it runs.`,
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
    phrase`The store ${description} failed (${cause.code ?? name}). Check it, then try again.`,
    {
      cause,
    },
  )
}
