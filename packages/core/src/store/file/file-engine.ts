import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Keyv } from 'keyv'
import type { Clock } from '../../clock.ts'
import { type Engine, historyKey } from '../engine.ts'
import { withLine } from '../history-lines.ts'
import { strictKeyv } from '../keyv/strict-keyv.ts'
import { markOf } from '../mark.ts'
import { type ProcessIdentity, processIdentity } from '../process-identity.ts'
import { ChangeFeed } from './change-feed.ts'
import type { Connection } from './connection.ts'
import { dropRow, readRow, rowsAfter, writeRow } from './connections-table.ts'
import { LibsqlKeyvAdapter } from './libsql-keyv-adapter.ts'
import { readEntry, readNote, writeEntry, writeNote } from './notes.ts'

const pageSize = 200

/** Connections in a table of their own, everything else through Keyv, both on one database connection. */
export function fileEngine(connection: Connection, clock: Clock): Engine {
  const self = randomUUID()
  const feed = new ChangeFeed(connection, clock, self)
  const adapter = new LibsqlKeyvAdapter(connection)
  let entries: Promise<Keyv<string>> | undefined
  const keyv = () => (entries ??= strictKeyv(adapter))
  let identity: ProcessIdentity | undefined

  return {
    guarantee: 'atomic',
    durable: true,
    description: `file:${connection.directory}`,
    get process() {
      identity ??= processIdentity()
      return identity
    },

    async transact(id, step) {
      const { answer, written, announced } = await connection.write((database, now) => {
        const row = readRow(database, id)
        const { answer, write, history, announce } = step(row, now)
        if (write) writeRow(database, id, { ...row, ...write }, announce ? self : undefined)
        if (history !== undefined) {
          const place = historyKey(id)
          writeEntry(database, place, withLine(readEntry(database, place), history))
        }
        return { answer, written: write, announced: announce && write !== undefined }
      })
      // Two managers may share this store; the look at the database tells of others' writes only.
      if (announced) feed.tell(id, markOf(written?.tokens))
      return answer
    },

    drop: (id, previous) => connection.write((database) => dropRow(database, id, previous)),
    read: (id) => connection.read((database, now) => ({ ...readRow(database, id), now: now() })),

    async *list(seen) {
      let after = 0
      for (;;) {
        const page = await connection.read((database, now) =>
          rowsAfter(database, after, pageSize, now(), seen),
        )
        yield* page.rows
        if (page.rows.length < pageSize) return
        after = page.last
        // Reads are synchronous: others in this process get their turn between pages.
        await setImmediate()
      }
    },

    get: async (key) => (await keyv()).get(key),
    async put(key, value, lifetime) {
      await (await keyv()).set(key, value, lifetime)
    },
    async remove(key) {
      await (await keyv()).delete(key)
    },
    take: (key) => adapter.take(key),

    readNote: (key) =>
      connection.read((database, now) => {
        const value = readNote(database, key)
        return { ...(value !== undefined && { value }), now: now() }
      }),
    swapNote: (key, previous, next) =>
      connection.write((database) => {
        if (readNote(database, key) !== previous) return false
        writeNote(database, key, next)
        return true
      }),

    changes: (listener) => feed.listen(listener),
    close() {
      feed.close()
      return connection.close()
    },
  }
}
