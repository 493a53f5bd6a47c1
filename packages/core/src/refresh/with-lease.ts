import { randomUUID } from 'node:crypto'
import { sleep } from '../clock.ts'
import { LeaseTimeoutError, StoreUnavailableError } from '../errors.ts'
import { phrase, type Said } from '../phrase.ts'
import type { Intent, LeaseNote } from '../store/lease.ts'
import type { Acquisition, Closing, StoredConnection } from '../store/token-store.ts'
import type { Context } from './context.ts'
import { insistently, keepTelling } from './insistently.ts'
import { heldDuration } from './timeouts.ts'
import { falseDoubt, withoutDoubt } from './untouched.ts'

/** A lease that is ours, with what was stored when it was taken. */
export interface HeldLease extends StoredConnection {
  /** Who had to be waited for. */
  waitedFor?: string
  /** The store's time now. */
  storeNow(): number
  /** Records the intent to redeem `previous`. False: do not. */
  spend(previous: string, intent: Intent): Promise<boolean>
  /** Nothing was sent after all. */
  withdraw(): Promise<void>
  /** For a save that releases in the same step; nothing is released afterwards. */
  close(note: LeaseNote, history?: string): Closing
  /** `untouched`: the grant is known to be as it was, so that an intent which stays on record is no doubt. */
  release(note: LeaseNote, untouched?: boolean): Promise<void>
}

/**
 * Runs `work` under the connection's lease. While another process holds it, waits, and asks `meanwhile` of each
 * state seen: a value ends the waiting without the lease.
 * @throws LeaseTimeoutError shortly before the waiter budget ends, StoreUnavailableError.
 */
export async function withLease<Result>(
  context: Context,
  connection: string,
  work: (held: HeldLease) => Promise<Result>,
  meanwhile: (seen: StoredConnection) => Promise<Result | undefined> = async () => undefined,
): Promise<Result> {
  const { clock, timeouts } = context
  const started = clock.monotonic()
  // Longer than any intent holds, and early enough for the caller to be answered with what is still valid.
  const patience = (timeouts.spending + timeouts.waiter) / 2
  const holder = { owner: randomUUID(), host: context.host }
  let waitedFor: Said | undefined

  for (let wait = 15; ; wait = Math.min(wait * 1.5, 100)) {
    const seen = await acquire(context, connection, holder)
    if (seen.fence !== undefined)
      return hold(context, connection, { ...seen, fence: seen.fence }, waitedFor && String(waitedFor), work)
    const found = await meanwhile(seen)
    if (found !== undefined) return found
    waitedFor = holderOf(seen)
    if (clock.monotonic() - started > patience) {
      throw new LeaseTimeoutError(
        phrase`${connection} is being worked on by ${waitedFor}; waited ${patience / 1000} s for it. Try again; if that process hangs, stop it: its lease ends by itself.`,
        { connection },
      )
    }
    await sleep(clock, wait * (0.5 + context.random() / 2))
  }
}

/** Asking again is safe: a lease that an unanswered attempt took is given to the same owner. */
async function acquire(
  context: Context,
  connection: string,
  holder: { owner: string; host: string },
): Promise<Acquisition> {
  const { store, timeouts } = context
  try {
    return await insistently(() => store.acquire(connection, holder, heldDuration), 1)
  } catch (error) {
    // An attempt that went unanswered may have taken it, and would keep everybody waiting until its deadline.
    const giveBack = async () => {
      const { fence } = await store.acquire(connection, holder, timeouts.store)
      if (fence !== undefined) await store.release(connection, fence, {})
    }
    if (error instanceof StoreUnavailableError && error.retryable)
      void keepTelling(context, giveBack, heldDuration)
    throw error
  }
}

async function hold<Result>(
  context: Context,
  connection: string,
  seen: Acquisition & { fence: number },
  waitedFor: string | undefined,
  work: (held: HeldLease) => Promise<Result>,
): Promise<Result> {
  const { store, clock, timeouts } = context
  const { fence } = seen
  const readAt = clock.monotonic()
  let state: 'held' | 'spending' | 'closed' = 'held'
  /** An intent is on record, and what became of it is known here alone. */
  let unsettled = false
  /** The intent that is, or may be, on record. */
  let intended: Intent | undefined
  // A doubt that this process knows to be none is cleared by whatever ends this lease.
  const undoubted = falseDoubt(context, connection, seen.lease, fence - 1)
  const ended = (note: LeaseNote): LeaseNote => (undoubted ? { doubt: null, ...note } : note)
  const settled = () => {
    if (context.untouched.get(connection)?.fence === fence) context.untouched.delete(connection)
  }
  const tellLater = (note: LeaseNote) => {
    if (intended) context.untouched.set(connection, { intent: intended, fence })
    const tell = () => store.release(connection, fence, note).then(settled)
    void keepTelling(context, tell, intended ? timeouts.spending : heldDuration)
  }
  let stopHeartbeat = () => {}
  const beat = () => {
    stopHeartbeat = clock.schedule(() => {
      // A lost lease is found out by the next compare-and-set; a store that is away keeps everybody waiting.
      const again = (ours: boolean) => state === 'held' && ours && beat()
      store.extend(connection, fence, heldDuration).then(again, () => again(true))
    }, heldDuration / 3)
  }
  beat()

  const { tokens, lease, now } = undoubted ? withoutDoubt(seen) : seen
  const held: HeldLease = {
    lease,
    now,
    storeNow: () => seen.now + (clock.monotonic() - readAt),
    async spend(previous, intent) {
      intended = intent
      const recorded = await store.spend(connection, fence, previous, intent, timeouts.spending)
      if (recorded) {
        stopHeartbeat()
        state = 'spending'
        unsettled = true
      } else intended = undefined
      return recorded
    },
    async withdraw() {
      // However this ends, the lease is let go of: a repeated step cannot tell what its first attempt did.
      state = 'held'
      unsettled = false
      if (await insistently(() => store.withdraw(connection, fence, heldDuration))) intended = undefined
    },
    close(note, history) {
      state = 'closed'
      return { fence, note: ended(note), ...(history !== undefined && { history }) }
    },
    async release(note, untouched = false) {
      state = 'closed'
      stopHeartbeat()
      try {
        await insistently(() => store.release(connection, fence, ended(note)))
        settled()
      } catch (error) {
        if (untouched) tellLater(ended(note))
        throw error
      }
    },
    ...(tokens !== undefined && { tokens }),
    ...(waitedFor !== undefined && { waitedFor }),
  }
  const stateNow = () => state
  try {
    return await work(held)
  } catch (error) {
    // What a note was to say would be lost by releasing without it; an intent that is left lapses into a doubt.
    if (stateNow() === 'closed' && !unsettled) state = 'held'
    throw error
  } finally {
    stopHeartbeat()
    // An intent that was not settled stays on record: whoever comes next must know that an answer may be lost.
    if (stateNow() === 'held')
      await store.release(connection, fence, ended({})).catch(() => tellLater(ended({})))
  }
}

/** For people. */
export function holderOf({ lease }: StoredConnection): Said {
  const host = lease.host ?? phrase`another host`
  return lease.process ? phrase`process ${lease.process.pid} on ${host}` : host
}
