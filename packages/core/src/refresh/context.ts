import type { Cipher } from '../cipher/cipher.ts'
import type { Clock } from '../clock.ts'
import type { TokenEvent } from '../events.ts'
import type { HistoryEvent } from '../history.ts'
import type { Rescue, RescuedSet } from '../rescue/rescue.ts'
import type { Dead } from '../store/lease.ts'
import type { TokenStore } from '../store/token-store.ts'
import type { ProviderNotes } from './provider-notes.ts'
import type { Timeouts } from './timeouts.ts'
import type { Untouched } from './untouched.ts'

/** The named points of a refresh, told as they are passed: each is followed by the interval up to the next. */
export type TraceStep = 'leased' | 'intent' | 'sending' | 'answered' | 'saving' | 'saved'

/** A token set on its way to the store, after the store did not take it at once. */
export interface PendingSave {
  set: RescuedSet
  /** Whether the rescue folder has it. */
  rescued: boolean
  /** Settles when it is stored, or given up by `close`; never rejects. */
  done: Promise<void>
}

/** What was tried on a connection; when and where is added. */
export type Tried = Omit<HistoryEvent, 'at' | 'host' | 'pid'>

/** The ports that the protocol works on. */
export interface Context {
  store: TokenStore
  cipher(): Promise<Cipher>
  rescue: Rescue
  clock: Clock
  timeouts: Timeouts
  host: string
  /** Wished margin before expiry, ms; an adapter may have its own. */
  margin?: number
  random(): number
  emit(event: Omit<TokenEvent, 'at' | 'provider'>): void
  remember(connection: string, event: Tried): void
  /** The same as a line, for a save that takes it along. */
  historyLine(event: Tried): string
  trace(step: TraceStep, connection: string): void
  pending: Set<PendingSave>
  /** Refusals that this process heard and the store did not take yet: their grants are never sent again. */
  refused: Map<string, Dead>
  /** Connections whose last intent brought no lost answer, which the store may not know. */
  untouched: Map<string, Untouched>
  /** What all connections of a client share. */
  notes: ProviderNotes
  /** Connections that this process has read: a store that no longer has one, and no tombstone, lost it. */
  known: Set<string>
  /** The marks of sets that refreshes under way here have stored, or are storing: see `markOf`. */
  saving: Map<string, string>
  /** Aborted when `close` begins: what has sent nothing yet gives up, what has sent goes on. */
  closing: AbortSignal
  /** Aborted when `close` has waited long enough for pending saves. */
  abandon: AbortSignal
}
