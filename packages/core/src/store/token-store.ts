import type { Said } from '../phrase.ts'
import type { Holder, Intent, Lease, LeaseNote } from './lease.ts'

/** One connection as stored: the tokens record as opaque text, the lease, and the store's own time. */
export interface StoredConnection {
  tokens?: string
  lease: Lease
  /** Milliseconds by the store's clock: for comparing with times in the lease, not with wall clocks. */
  now: number
}

/** One of all, as `read` tells it. */
export interface ListedConnection extends StoredConnection {
  id: string
  tokens: string
  /**
   * May be taken apart only when it is asked for, and throws then if it is damaged: most who list need the tokens
   * alone, and one damaged lease must not hide all others.
   */
  readonly lease: Lease
}

export interface Note {
  value?: string
  /** Milliseconds by the store's clock. */
  now: number
}

/** Texts for people; phrases can be translated. */
export interface StoreWarning {
  /** What may be lost, and when. */
  detail: Said
  /** What to set. */
  advice: Said
}

/** What a save does beside replacing the tokens, in the same step. */
export interface Closing {
  /** The lease is released if this is its present fence. */
  fence: number
  note: LeaseNote
  /** One more line of the connection's history, which the store keeps within bounds. */
  history?: string
}

/**
 * Hears that a connection was changed. `mark`: the end of the tokens that were stored, see `markOf`; absent where
 * something else was changed, or where it is not known.
 */
export type ChangeListener = (connection: string, mark?: string) => void

export interface Acquisition extends StoredConnection {
  /** Present when the lease is now the caller's. */
  fence?: number
}

/**
 * What the manager needs of a store. Every method is one atomic step there; all throw StoreUnavailableError
 * when the store did not answer. A throw means *unknown*: a write may have been applied.
 */
export interface TokenStore {
  /** `best-effort` stores cannot keep two processes apart: single-use refresh tokens are refused there. */
  readonly guarantee: 'atomic' | 'best-effort'
  /** Whether what it acknowledged outlives this process. */
  readonly durable: boolean
  /** For messages; holds no credentials. */
  readonly description: string
  /** Whether its time is that of a wall clock which is not this machine's. @default false */
  readonly wallClock?: boolean

  /** An intent past its deadline, or whose holder is known to be gone, is told as a doubt: see `observed` in lease.ts. */
  read(connection: string): Promise<StoredConnection>
  /** Takes the lease if it can be had, and reads either way. */
  acquire(connection: string, holder: Holder, duration: number): Promise<Acquisition>
  /** Heartbeat. False: the lease is lost. */
  extend(connection: string, fence: number, duration: number): Promise<boolean>
  /** The intent before a spend. False: the lease is lost, or the tokens are not `previous` any more. */
  spend(
    connection: string,
    fence: number,
    previous: string,
    intent: Intent,
    duration: number,
  ): Promise<boolean>
  /** Back from spending to held, when nothing was sent. */
  withdraw(connection: string, fence: number, duration: number): Promise<boolean>
  /**
   * Replaces the tokens record if it still is `previous` (undefined: absent), whatever became of the lease; then,
   * in the same step, releases the lease if `closing` names its present fence, and adds its line to the history.
   * False: it was another.
   */
  save(connection: string, previous: string | undefined, next: string, closing?: Closing): Promise<boolean>
  release(connection: string, fence: number, note: LeaseNote): Promise<boolean>

  /**
   * Removes a connection, lease and all, if its tokens still are `previous`, and tells nobody. For records on which no
   * tokens depend: `forget` leaves a tombstone instead, against late answers.
   */
  drop(connection: string, previous: string): Promise<boolean>

  /** All connections that have a tokens record, tombstones included, in no particular order; read in pages. */
  list(): AsyncIterable<ListedConnection>

  putAuthorization(key: string, value: string, lifetime: number): Promise<void>
  /** Reads and removes in one step: of two callers one gets it. */
  takeAuthorization(key: string): Promise<string | undefined>

  /** A small record that belongs to no connection: a provider's cool-down, a refused configuration. */
  readNote(key: string): Promise<Note>
  /** Replaces a note, or removes it, if it still is `previous` (undefined: absent). False: it was another. */
  swapNote(key: string, previous: string | undefined, next: string | undefined): Promise<boolean>

  /** Advisory: lines, bounded by who writes them; the last write wins. */
  readHistory(connection: string): Promise<string | undefined>
  writeHistory(connection: string, value: string | undefined): Promise<void>

  /** What in the store's settings may lose tokens that it acknowledged; none when all is well. */
  warnings?(): Promise<StoreWarning[]>
  /**
   * Tells of connections whose tokens, doubt or death were changed. `interrupted`, where the telling can be cut off: called
   * when it is, and again at least once a second while it is; anything may have changed meanwhile. Returns what ends it.
   */
  changes(listener: ChangeListener, interrupted?: () => void): () => void
  close(): Promise<void>
}
