import type Libsql from 'libsql'
import { checkStorable } from '../check-storable.ts'
import { isBusy } from './store-error.ts'

type Handle = InstanceType<typeof Libsql>
type Statement = ReturnType<Handle['prepare']>
export type Value = string | number | null
export type Cells = readonly unknown[]

/** One libsql connection. Its traps end here: statements are prepared once, rows are plain arrays. */
export class Database {
  readonly #handle: Handle
  readonly #statements = new Map<string, Statement>()
  readonly #unfinished = new Map<Statement, Value[]>()

  constructor(handle: Handle) {
    this.#handle = handle
  }

  row(sql: string, ...values: Value[]): Cells | undefined {
    return this.#ask(sql, values, (statement, bound) => statement.raw().get(bound) as Cells | undefined)
  }

  rows(sql: string, ...values: Value[]): Cells[] {
    return this.#ask(sql, values, (statement, bound) => statement.raw().all(bound) as Cells[])
  }

  /** Answers how many rows were changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#ask(sql, values, (statement, bound) => statement.run(bound).changes)
  }

  exec(sql: string): void {
    this.#handle.exec(sql)
  }

  /** Everything or nothing. `work` must not wait for anything: the write lock is held meanwhile. */
  transaction<Answer>(work: () => Answer): Answer {
    this.#finish()
    // By exec, never as prepared statements: see #finish.
    this.exec('BEGIN IMMEDIATE')
    try {
      const answer = work()
      this.exec('COMMIT')
      return answer
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (this.#handle.inTransaction) this.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#handle.close()
  }

  #ask<Answer>(sql: string, values: Value[], run: (statement: Statement, bound: Value[]) => Answer): Answer {
    for (const value of values) if (typeof value === 'string') checkStorable(value)
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#handle.prepare(sql)
      this.#statements.set(sql, statement)
    }
    try {
      // One array: libsql would take a single null for named parameters.
      const answer = run(statement, values)
      this.#unfinished.delete(statement)
      return answer
    } catch (error) {
      if (isBusy(error)) this.#unfinished.set(statement, values)
      throw error
    }
  }

  /**
   * libsql does not reset a statement that failed with SQLITE_BUSY: it stays "in progress", and every later COMMIT of
   * this connection fails until it has run again. Only reads outside a transaction can fail so: inside, the lock is
   * ours, and BEGIN goes through exec. So running it again changes nothing.
   */
  #finish(): void {
    for (const [statement, values] of this.#unfinished) {
      try {
        statement.raw().all(values)
      } catch (error) {
        if (isBusy(error)) throw error
      }
      this.#unfinished.delete(statement)
    }
  }
}
