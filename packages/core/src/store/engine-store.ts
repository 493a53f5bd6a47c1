import { type Engine, historyKey, type Step } from './engine.ts'
import * as lease from './lease.ts'
import { isGone } from './process-identity.ts'
import type { Acquisition, TokenStore } from './token-store.ts'

/** The store operations of the protocol, said once, on whatever engine can run a pure step atomically. */
export function engineStore(engine: Engine): TokenStore {
  const gone = (held: lease.Lease) => isGone(held.process, engine.process)

  /** Changes the lease, or answers false when the transition does not apply. */
  const move = (connection: string, next: (now: lease.Lease, time: number) => lease.Lease | undefined) =>
    engine.transact<boolean>(connection, (row, now) => {
      const moved = next(row.lease, now)
      return moved ? { answer: true, write: { lease: moved } } : { answer: false }
    })

  return {
    guarantee: engine.guarantee,
    durable: engine.durable,
    description: engine.description,

    async read(connection) {
      const row = await engine.read(connection)
      return { ...row, lease: lease.observed(row.lease, row.now, gone) }
    },

    acquire: (connection, holder, duration) =>
      engine.transact<Acquisition>(connection, (row, now) => {
        const by = engine.process ? { ...holder, process: engine.process } : holder
        const taken = lease.acquired(row.lease, by, duration, now, gone)
        if (!taken) return { answer: { ...row, now } }
        const announce = taken.doubt !== undefined && !lease.samePair(taken.doubt, row.lease.doubt)
        return {
          answer: { ...row, lease: taken, now, fence: taken.fence },
          write: { lease: taken },
          announce,
        }
      }),

    extend: (connection, fence, duration) =>
      move(connection, (held, now) => lease.extended(held, fence, duration, now)),

    spend: (connection, fence, previous, intent, duration) =>
      engine.transact<boolean>(connection, (row, now) => {
        const moved = row.tokens === previous && lease.spending(row.lease, fence, intent, duration, now)
        return moved ? { answer: true, write: { lease: moved } } : { answer: false }
      }),

    withdraw: (connection, fence, duration) =>
      move(connection, (held, now) => lease.withdrawn(held, fence, duration, now)),

    save: (connection, previous, next, closing) =>
      engine.transact<boolean>(connection, (row): Step<boolean> => {
        if (row.tokens !== previous) return { answer: false }
        const freed = closing && lease.released(row.lease, closing.fence, closing.note)
        return {
          answer: true,
          write: { tokens: next, ...(freed && { lease: freed }) },
          ...(closing?.history !== undefined && { history: closing.history }),
          announce: true,
        }
      }),

    release: (connection, fence, note) =>
      engine.transact<boolean>(connection, (row): Step<boolean> => {
        const freed = lease.released(row.lease, fence, note)
        if (!freed) return { answer: false }
        return { answer: true, write: { lease: freed }, announce: note.doubt != null || note.dead != null }
      }),

    drop: (connection, previous) => engine.drop(connection, previous),
    list: () => engine.list((stored, now) => lease.observed(stored, now, gone)),
    putAuthorization: (key, value, lifetime) => engine.put(`authorization:${key}`, value, lifetime),
    takeAuthorization: (key) => engine.take(`authorization:${key}`),
    readNote: (key) => engine.readNote(key),
    swapNote: (key, previous, next) => engine.swapNote(key, previous, next),
    readHistory: (connection) => engine.get(historyKey(connection)),
    writeHistory: (connection, value) =>
      value === undefined ? engine.remove(historyKey(connection)) : engine.put(historyKey(connection), value),
    changes: (listener) => engine.changes(listener),
    close: () => engine.close(),
  }
}
