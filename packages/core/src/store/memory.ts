import { type Clock, systemClock } from '../clock.ts'
import { type Engine, historyKey, type Row } from './engine.ts'
import { engineStore } from './engine-store.ts'
import { withLine } from './history-lines.ts'
import { freeLease } from './lease.ts'
import { markOf } from './mark.ts'
import type { ChangeListener, TokenStore } from './token-store.ts'

/** Keeps everything in this process: for tests and short-lived programs. Gone with the process. */
export function memoryStore(clock: Clock = systemClock): TokenStore {
  const rows = new Map<string, Row>()
  const values = new Map<string, { value: string; until: number }>()
  /** Keys of values that end, oldest first. */
  const passing = new Set<string>()
  const notes = new Map<string, string>()
  const listeners = new Set<ChangeListener>()
  const rowOf = (connection: string): Row => rows.get(connection) ?? { lease: freeLease }
  const lookUp = (key: string): string | undefined => {
    const found = values.get(key)
    return found && clock.monotonic() < found.until ? found.value : undefined
  }
  const forget = (key: string) => {
    values.delete(key)
    passing.delete(key)
  }

  const engine: Engine = {
    guarantee: 'atomic',
    durable: false,
    description: 'memory:',
    async transact(connection, step) {
      const row = rowOf(connection)
      const { answer, write, history, announce } = step(row, clock.monotonic())
      if (write) rows.set(connection, { ...row, ...write })
      if (history !== undefined) {
        const place = historyKey(connection)
        values.set(place, { value: withLine(lookUp(place), history), until: Number.POSITIVE_INFINITY })
      }
      // Told later, as any other store would.
      const mark = markOf(write?.tokens)
      if (announce) for (const listener of listeners) queueMicrotask(() => listener(connection, mark))
      return answer
    },
    async drop(connection, previous) {
      return rows.get(connection)?.tokens === previous && rows.delete(connection)
    },
    read: async (connection) => ({ ...rowOf(connection), now: clock.monotonic() }),
    async *list(seen) {
      for (const [id, { tokens, lease }] of rows) {
        const now = clock.monotonic()
        if (tokens !== undefined) yield { id, tokens, now, lease: seen(lease, now) }
      }
    },
    get: async (key) => lookUp(key),
    async put(key, value, lifetime) {
      forget(key)
      // Logins that nobody finished would stay for ever. All live as long: the oldest ends first.
      for (const old of passing) {
        if (lookUp(old) !== undefined) break
        forget(old)
      }
      if (lifetime !== undefined) passing.add(key)
      values.set(key, { value, until: clock.monotonic() + (lifetime ?? Number.POSITIVE_INFINITY) })
    },
    async remove(key) {
      forget(key)
    },
    async take(key) {
      const value = lookUp(key)
      forget(key)
      return value
    },
    async readNote(key) {
      const value = notes.get(key)
      return { ...(value !== undefined && { value }), now: clock.monotonic() }
    },
    async swapNote(key, previous, next) {
      if (notes.get(key) !== previous) return false
      if (next === undefined) notes.delete(key)
      else notes.set(key, next)
      return true
    },
    changes(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {},
  }
  return engineStore(engine)
}
