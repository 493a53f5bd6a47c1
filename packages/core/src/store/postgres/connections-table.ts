import { StoreUnavailableError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'
import { storableJson } from '../check-storable.ts'
import { checkedLease } from '../checked-lease.ts'
import { freeLease, type Holder, type Intent, type LeaseNote, observed } from '../lease.ts'
import { listed } from '../listed.ts'
import { markOf } from '../mark.ts'
import type { Acquisition, Closing, ListedConnection, StoredConnection } from '../token-store.ts'
import { connectionStatements } from './connection-statements.ts'
import type { Database, Statement, Value } from './database.ts'

const pageSize = 500

interface Found {
  tokens: string | null
  before: unknown
  after: unknown
  now: number
}

/** The rows of the connections, and every step that the protocol takes on them. */
export class ConnectionsTable {
  readonly #database: Database
  readonly #statements: ReturnType<typeof connectionStatements>

  constructor(database: Database) {
    this.#database = database
    this.#statements = connectionStatements(database.settings.schema)
  }

  async read(connection: string): Promise<StoredConnection> {
    const [row] = await this.#database.ask<Found & { found: boolean }>(this.#statements.read, connection)
    // By its key: the lease itself may be the null of JSON, which is damage.
    if (!row?.found) return { lease: freeLease, now: row?.now ?? Number.NaN }
    const { tokens, before, now } = row
    return { ...present(tokens), lease: observed(checkedLease(before, connection), now), now }
  }

  async acquire(connection: string, holder: Holder, duration: number): Promise<Acquisition> {
    const { tokens, before, after, now } = await this.#make(
      this.#statements.acquire,
      connection,
      storableJson(holder),
      duration,
    )
    // Checked even where it was replaced: see lease-sql.ts.
    const lease = checkedLease(before, connection)
    if (after === null) return { ...present(tokens), lease, now }
    const taken = checkedLease(after, connection)
    return { ...present(tokens), lease: taken, now, fence: taken.fence }
  }

  extend(connection: string, fence: number, duration: number): Promise<boolean> {
    return this.#move(this.#statements.extend, connection, fence, duration)
  }

  spend(connection: string, fence: number, previous: string, intent: Intent, duration: number) {
    return this.#move(this.#statements.spend, connection, fence, previous, storableJson(intent), duration)
  }

  withdraw(connection: string, fence: number, duration: number): Promise<boolean> {
    return this.#move(this.#statements.withdraw, connection, fence, duration)
  }

  release(connection: string, fence: number, note: LeaseNote): Promise<boolean> {
    return this.#move(this.#statements.release, connection, fence, ...facts(note))
  }

  async save(
    connection: string,
    previous: string | undefined,
    next: string,
    closing?: Closing,
  ): Promise<boolean> {
    const values = [
      ...[previous ?? null, next, closing?.fence ?? null],
      ...facts(closing?.note ?? {}),
      ...[closing?.history ?? null, markOf(next) ?? ''],
    ]
    if (previous !== undefined) return this.#move(this.#statements.save, connection, ...values)
    const { before, after } = await this.#make(this.#statements.save, connection, ...values)
    checkedLease(before, connection)
    return after !== null
  }

  async drop(connection: string, previous: string): Promise<boolean> {
    return (await this.#database.ask(this.#statements.drop, connection, previous)).length > 0
  }

  async *list(): AsyncIterable<ListedConnection> {
    let after = ''
    for (;;) {
      const page = await this.#database.ask<{ id: string; tokens: string; lease: unknown; now: number }>(
        this.#statements.list,
        after,
        pageSize,
      )
      for (const { id, tokens, lease, now } of page)
        yield listed(id, tokens, now, () => observed(checkedLease(lease, id), now))
      if (page.length < pageSize) return
      after = page.at(-1)?.id ?? after
    }
  }

  /** A step on a connection that must be there. */
  async #move(statement: Statement, connection: string, ...values: Value[]): Promise<boolean> {
    const [found] = await this.#database.ask<Found>(statement, connection, ...values)
    if (!found) return false
    checkedLease(found.before, connection)
    return found.after !== null
  }

  /** A step that makes the connection where it is not there: a free lease without tokens, which is as absent. */
  async #make(statement: Statement, connection: string, ...values: Value[]): Promise<Found> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const [found] = await this.#database.ask<Found>(statement, connection, ...values)
      if (found) return found
      await this.#database.ask(this.#statements.create, connection)
    }
    throw new StoreUnavailableError(
      phrase`The record of ${connection} vanishes as soon as it is written. Look for a program that deletes rows from the store.`,
      { connection },
    )
  }
}

function present(tokens: string | null): { tokens?: string } {
  return tokens === null ? {} : { tokens }
}

/** As parameters: what to set, and the names of what to clear. */
function facts({ doubt, dead, backoff }: LeaseNote): [set: string, cleared: string[]] {
  const named = Object.entries({ doubt, dead, backoff })
  return [
    storableJson(Object.fromEntries(named.filter(([, fact]) => fact !== null))),
    named.filter(([, fact]) => fact === null).map(([name]) => name),
  ]
}
