import { randomUUID } from 'node:crypto'
import { sleep } from '../clock.ts'
import { LeaseTimeoutError, StoreUnavailableError } from '../errors.ts'
import { phrase, type Said } from '../phrase.ts'
import type { Acquisition, StoredConnection } from '../store/token-store.ts'
import type { Context } from './context.ts'
import { HeldLease } from './held-lease.ts'
import { insistently, keepTelling } from './insistently.ts'
import { heldDuration } from './timeouts.ts'

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
    if (isAcquired(seen))
      return hold(new HeldLease(context, connection, seen, waitedFor && String(waitedFor)), work)
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

async function hold<Result>(held: HeldLease, work: (held: HeldLease) => Promise<Result>): Promise<Result> {
  try {
    return await work(held)
  } catch (error) {
    held.reopen()
    throw error
  } finally {
    await held.leave()
  }
}

function isAcquired(seen: Acquisition): seen is Acquisition & { fence: number } {
  return seen.fence !== undefined
}

/** For people. */
export function holderOf({ lease }: StoredConnection): Said {
  const host = lease.host ?? phrase`another host`
  return lease.process ? phrase`process ${lease.process.pid} on ${host}` : host
}
