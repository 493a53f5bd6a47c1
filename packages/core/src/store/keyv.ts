import type { Keyv } from 'keyv'
import { type Clock, systemClock } from '../clock.ts'
import { ConfigurationError, OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { type Engine, historyKey, type Row } from './engine.ts'
import { engineStore } from './engine-store.ts'
import { withLine } from './history-lines.ts'
import { isLease } from './is-lease.ts'
import { makeStrict } from './keyv/check-keyv.ts'
import { KeyQueue, TookTooLong } from './keyv/key-queue.ts'
import { damaged, KeyvRecords } from './keyv/keyv-records.ts'
import { freeLease, type Lease } from './lease.ts'
import { listed } from './listed.ts'
import { markOf } from './mark.ts'
import type { ChangeListener, TokenStore } from './token-store.ts'

export interface KeyvStoreOptions {
  clock?: Clock
  /** Milliseconds that one operation may take. @default 2000 */
  timeout?: number
}

interface Lasting {
  text: string
  /** Epoch milliseconds. Not left to Keyv's TTL alone, which not every backing store keeps. */
  until?: number
}

const indexKey = 'connections'

/**
 * Any Keyv of version 5, as well as it can be: one process is kept in order, two are not, because Keyv has no atomic
 * step. Single-use refresh tokens are therefore refused here unless allowed by `allowBestEffort`. The Keyv stays
 * the caller's: `close()` does not disconnect it.
 */
export function keyvStore(keyv: Keyv, options: KeyvStoreOptions = {}): TokenStore {
  makeStrict(keyv)
  const { clock = systemClock, timeout = 2000 } = options
  const records = new KeyvRecords(keyv)
  const queue = new KeyQueue(timeout)
  const listeners = new Set<ChangeListener>()
  let closed = false
  // Records outlive the process, and other processes read them: only the wall clock is common to all.
  const now = () => clock.now()

  const guarded = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (closed)
      throw new StoreUnavailableError(phrase`The Keyv store was closed. Open another one.`, {
        code: 'store_closed',
      })
    try {
      return await work()
    } catch (error) {
      throw storeError(error, timeout)
    }
  }

  /** The lease as it stands there, good or not. */
  const readRecord = async (key: string): Promise<{ tokens?: string; lease: unknown }> => {
    const found = await records.read(key)
    if (found === undefined) return { lease: freeLease }
    const { tokens } = (found ?? {}) as Partial<Row>
    if (found === null || (tokens !== undefined && typeof tokens !== 'string')) throw damaged(key)
    return found as { tokens?: string; lease: unknown }
  }

  const checked = (lease: unknown, key: string): Lease => {
    if (isLease(lease)) return lease
    throw damaged(key)
  }

  const readRow = async (key: string): Promise<Row> => {
    const found = await readRecord(key)
    return { ...found, lease: checked(found.lease, key) }
  }

  const readIndex = async (): Promise<string[]> => {
    const found = await records.read(indexKey)
    if (found === undefined) return []
    if (!Array.isArray(found) || !found.every((id) => typeof id === 'string')) throw damaged(indexKey)
    return found
  }

  /** Before the row, so that none is left out; at each save, so that an entry which two processes lost returns. */
  const enlist = (connection: string) =>
    queue.run(indexKey, async (alive) => {
      const index = await readIndex()
      if (index.includes(connection)) return
      alive()
      await records.write(indexKey, [...index, connection])
    })

  /** After the row: an id without a row is passed over. */
  const strike = (connection: string) =>
    queue.run(indexKey, async (alive) => {
      const index = await readIndex()
      alive()
      await records.write(
        indexKey,
        index.filter((id) => id !== connection),
      )
    })

  const readLasting = async (key: string): Promise<string | undefined> => {
    const found = (await records.read(key)) as Partial<Lasting> | undefined
    if (found === undefined) return undefined
    if (typeof found?.text !== 'string') throw damaged(key)
    return found.until === undefined || now() < found.until ? found.text : undefined
  }

  /** Nobody waits for a line of the history, and nothing fails by it. */
  const note = (connection: string, line: string) => {
    const place = keyOf('value', historyKey(connection))
    const noted = queue.run(place, async (alive) => {
      const lines = await readLasting(place)
      alive()
      await records.write(place, { text: withLine(lines, line) } satisfies Lasting)
    })
    noted.catch(() => {})
  }

  const engine: Engine = {
    guarantee: 'best-effort',
    durable: !(keyv.store instanceof Map),
    description: 'keyv',

    transact: (connection, step) =>
      guarded(() => {
        const key = keyOf('connection', connection)
        return queue.run(key, async (alive) => {
          const row = await readRow(key)
          const { answer, write, history, announce } = step(row, now())
          if (!write) return answer
          alive()
          if (write.tokens !== undefined) await enlist(connection)
          alive()
          await records.write(key, { ...row, ...write })
          if (history !== undefined) note(connection, history)
          const mark = markOf(write.tokens)
          if (announce) for (const listener of listeners) queueMicrotask(() => listener(connection, mark))
          return answer
        })
      }),

    drop: (connection, previous) =>
      guarded(() => {
        const key = keyOf('connection', connection)
        return queue.run(key, async (alive) => {
          if ((await readRecord(key)).tokens !== previous) return false
          alive()
          await records.remove(key)
          await strike(connection)
          return true
        })
      }),

    read: (connection) =>
      guarded(async () => {
        const row = await queue.bounded(readRow(keyOf('connection', connection)))
        return { ...row, now: now() }
      }),

    async *list(seen) {
      let damage: { error: unknown } | undefined
      for (const connection of await guarded(() => queue.bounded(readIndex()))) {
        const key = keyOf('connection', connection)
        try {
          const { tokens, lease } = await guarded(() => queue.bounded(readRecord(key)))
          const time = now()
          if (tokens !== undefined)
            yield listed(connection, tokens, time, () => seen(checked(lease, key), time))
        } catch (error) {
          // It hides none of the others.
          if (!(error instanceof StoreUnavailableError && error.code === 'corrupt_record')) throw error
          damage ??= { error }
        }
      }
      if (damage) throw damage.error
    },

    get: (key) => guarded(() => queue.bounded(readLasting(keyOf('value', key)))),

    put: (key, value, lifetime) =>
      guarded(() => {
        const lasting: Lasting = { text: value, ...(lifetime !== undefined && { until: now() + lifetime }) }
        const place = keyOf('value', key)
        return queue.run(place, () => records.write(place, lasting, lifetime && Math.ceil(lifetime)))
      }),

    remove: (key) =>
      guarded(async () => {
        const place = keyOf('value', key)
        await queue.run(place, () => records.remove(place))
      }),

    take: (key) =>
      guarded(() => {
        const place = keyOf('value', key)
        return queue.run(place, async (alive) => {
          const value = await readLasting(place)
          if (value === undefined) return undefined
          alive()
          // Where the backing store counts what it removed, this keeps even two processes apart.
          return (await records.remove(place)) ? value : undefined
        })
      }),

    readNote: (key) =>
      guarded(async () => {
        const value = await queue.bounded(readLasting(keyOf('note', key)))
        return { ...(value !== undefined && { value }), now: now() }
      }),

    swapNote: (key, previous, next) =>
      guarded(() => {
        const place = keyOf('note', key)
        return queue.run(place, async (alive) => {
          if ((await readLasting(place)) !== previous) return false
          alive()
          if (next === undefined) await records.remove(place)
          else await records.write(place, { text: next } satisfies Lasting)
          return true
        })
      }),

    changes(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async close() {
      closed = true
    },
  }
  return engineStore(engine)
}

/** Without a colon: Keyv leaves its prefix out where a key already begins like one, and two keys would be one. */
function keyOf(kind: string, id: string): string {
  try {
    return `${kind}/${encodeURIComponent(id)}`
  } catch {
    throw new ConfigurationError(phrase`Text for the store holds half a surrogate pair; remove it.`, {
      code: 'unstorable_text',
    })
  }
}

function storeError(error: unknown, timeout: number): unknown {
  if (error instanceof OAuthTokensError) return error
  if (error instanceof TookTooLong) {
    return new StoreUnavailableError(
      phrase`The Keyv store did not answer within ${timeout} ms. Check its backing store.`,
    )
  }
  // Not its message, which may quote what was written.
  const { name = 'Error', code } = (error ?? {}) as Partial<NodeJS.ErrnoException>
  const kind = typeof code === 'string' ? code : name
  return new StoreUnavailableError(phrase`The Keyv store failed (${kind}). Check its backing store.`, {
    cause: { name, ...(typeof code === 'string' && { code }) },
  })
}
