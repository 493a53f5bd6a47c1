import type { Lease } from './lease.ts'
import type { ProcessIdentity } from './process-identity.ts'
import type { ChangeListener, ListedConnection, Note } from './token-store.ts'

export interface Row {
  tokens?: string
  lease: Lease
}

/** What a step answers, and what it wants written: absent parts stay as they are. */
export interface Step<Answer> {
  answer: Answer
  write?: { tokens?: string; lease?: Lease }
  /** A line for the history of the connection. */
  history?: string
  /** The write concerns those who cache this connection. */
  announce?: boolean
}

/** Where an engine keeps the history of a connection. */
export function historyKey(connection: string): string {
  return `history:${connection}`
}

/** What a storage driver must do, once; the meaning of every store operation lives in `engineStore`. */
export interface Engine {
  readonly guarantee: 'atomic' | 'best-effort'
  readonly durable: boolean
  readonly description: string
  /** Recorded with a lease, so that a dead holder is recognised at once. */
  readonly process?: ProcessIdentity | undefined
  /**
   * Runs `step` on one connection's row and the store's time (ms), and writes what it returns, all in one
   * atomic transaction. `step` is pure and synchronous: it may run again when the transaction did not commit.
   */
  transact<Answer>(connection: string, step: (row: Row, now: number) => Step<Answer>): Promise<Answer>
  /** Removes a row whose tokens are `previous`, in one step. */
  drop(connection: string, previous: string): Promise<boolean>
  /** One consistent read; never blocks writers. */
  read(connection: string): Promise<Row & { now: number }>
  /** Rows that have tokens; their leases as `seen` tells them. */
  list(seen: (lease: Lease, now: number) => Lease): AsyncIterable<ListedConnection>
  get(key: string): Promise<string | undefined>
  /** `lifetime` in milliseconds. */
  put(key: string, value: string, lifetime?: number): Promise<void>
  remove(key: string): Promise<void>
  /** Reads and removes in one step. */
  take(key: string): Promise<string | undefined>
  readNote(key: string): Promise<Note>
  /** Compares, and replaces or removes, in one step. */
  swapNote(key: string, previous: string | undefined, next: string | undefined): Promise<boolean>
  changes(listener: ChangeListener): () => void
  close(): Promise<void>
}
