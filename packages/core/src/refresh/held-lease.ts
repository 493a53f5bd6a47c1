import type { Intent, Lease, LeaseNote } from '../store/lease.ts'
import type { Acquisition, Closing, StoredConnection } from '../store/token-store.ts'
import type { Context } from './context.ts'
import { insistently, keepTelling } from './insistently.ts'
import { heldDuration } from './timeouts.ts'
import { falseDoubt, withoutDoubt } from './untouched.ts'

/** A lease that is ours, with what was stored when it was taken. A class: one is made for each refresh. */
export class HeldLease implements StoredConnection {
  readonly tokens?: string
  readonly lease: Lease
  readonly now: number
  /** Who had to be waited for. */
  readonly waitedFor: string | undefined
  readonly #context: Context
  readonly #connection: string
  readonly #fence: number
  readonly #readAt: number
  /** A doubt that this process knows to be none is cleared by whatever ends this lease. */
  readonly #undoubted: boolean
  #state: 'held' | 'spending' | 'closed' = 'held'
  /** An intent is on record, and what became of it is known here alone. */
  #unsettled = false
  /** The intent that is, or may be, on record. */
  #intended: Intent | undefined
  #stopHeartbeat = () => {}

  constructor(
    context: Context,
    connection: string,
    seen: Acquisition & { fence: number },
    waitedFor: string | undefined,
  ) {
    this.#context = context
    this.#connection = connection
    this.#fence = seen.fence
    this.#readAt = context.clock.monotonic()
    this.#undoubted = falseDoubt(context, connection, seen.lease, seen.fence - 1)
    if (seen.tokens !== undefined) this.tokens = seen.tokens
    this.lease = this.#undoubted ? withoutDoubt(seen).lease : seen.lease
    this.now = seen.now
    this.waitedFor = waitedFor
    this.#beat()
  }

  /** The store's time now. */
  storeNow(): number {
    return this.now + (this.#context.clock.monotonic() - this.#readAt)
  }

  /** Records the intent to redeem `previous`. False: do not. */
  async spend(previous: string, intent: Intent): Promise<boolean> {
    const { store, timeouts } = this.#context
    this.#intended = intent
    const recorded = await store.spend(this.#connection, this.#fence, previous, intent, timeouts.spending)
    if (recorded) {
      this.#stopHeartbeat()
      this.#state = 'spending'
      this.#unsettled = true
    } else this.#intended = undefined
    return recorded
  }

  /** Nothing was sent after all. */
  async withdraw(): Promise<void> {
    // However this ends, the lease is let go of: a repeated step cannot tell what its first attempt did.
    this.#state = 'held'
    this.#unsettled = false
    const { store } = this.#context
    const withdrawn = await insistently(() => store.withdraw(this.#connection, this.#fence, heldDuration))
    if (withdrawn) this.#intended = undefined
  }

  /** For a save that releases in the same step; nothing is released afterwards. */
  close(note: LeaseNote, history?: string): Closing {
    this.#state = 'closed'
    return { fence: this.#fence, note: this.#ended(note), ...(history !== undefined && { history }) }
  }

  /**
   * False: the lease is somebody else's by now, and nothing was noted. `untouched`: the grant is known to be as it was,
   * so that an intent which stays on record is no doubt.
   */
  async release(note: LeaseNote, untouched = false): Promise<boolean> {
    this.#state = 'closed'
    this.#stopHeartbeat()
    const ended = this.#ended(note)
    try {
      const { store } = this.#context
      const released = await insistently(() => store.release(this.#connection, this.#fence, ended))
      this.#settled()
      return released
    } catch (error) {
      if (untouched) this.#tellLater(ended)
      throw error
    }
  }

  /** For whoever gave the lease, after work that failed. */
  reopen(): void {
    // What a note was to say would be lost by releasing without it; an intent that is left lapses into a doubt.
    if (this.#state === 'closed' && !this.#unsettled) this.#state = 'held'
  }

  /** For whoever gave the lease, at last. */
  async leave(): Promise<void> {
    this.#stopHeartbeat()
    // An intent that was not settled stays on record: whoever comes next must know that an answer may be lost.
    if (this.#state !== 'held') return
    const ended = this.#ended({})
    await this.#context.store
      .release(this.#connection, this.#fence, ended)
      .catch(() => this.#tellLater(ended))
  }

  #beat(): void {
    const { clock, store } = this.#context
    this.#stopHeartbeat = clock.schedule(() => {
      // A lost lease is found out by the next compare-and-set; a store that is away keeps everybody waiting.
      const again = (ours: boolean) => {
        if (this.#state === 'held' && ours) this.#beat()
      }
      store.extend(this.#connection, this.#fence, heldDuration).then(again, () => again(true))
    }, heldDuration / 3)
  }

  #ended(note: LeaseNote): LeaseNote {
    return this.#undoubted ? { doubt: null, ...note } : note
  }

  #settled(): void {
    const { untouched } = this.#context
    if (untouched.get(this.#connection)?.fence === this.#fence) untouched.delete(this.#connection)
  }

  #tellLater(note: LeaseNote): void {
    const { store, untouched, timeouts } = this.#context
    const [connection, fence, intent] = [this.#connection, this.#fence, this.#intended]
    if (intent) untouched.set(connection, { intent, fence })
    const tell = () => store.release(connection, fence, note).then(() => this.#settled())
    void keepTelling(this.#context, tell, intent ? timeouts.spending : heldDuration)
  }
}
