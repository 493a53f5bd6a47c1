import type { Backoff } from '../store/lease.ts'

const first = 1_000
const longest = 300_000

export interface Failure {
  reason: Backoff['reason']
  code: string
  /** Seconds, when the provider asked for it; may exceed our own longest wait. */
  retryAfter?: number
  configuration?: string
}

/** Whether it holds at `now`, by the store's clock; a clock that was set back to before the failure frees it. */
export function isInForce({ since, until }: Backoff, now: number): boolean {
  return since <= now && now < until
}

/** Exponential from 1 s, jittered, at most 5 min unless the provider asks longer. Times by the store's clock. */
export function nextBackoff(
  previous: Backoff | undefined,
  failure: Failure,
  storeNow: number,
  random: () => number,
): Backoff {
  const failures = (previous?.failures ?? 0) + 1
  const wait = Math.min(first * 2 ** Math.min(failures - 1, 20), longest) * (0.5 + random() / 2)
  return {
    failures,
    since: storeNow,
    until: storeNow + Math.ceil(Math.max(wait, (failure.retryAfter ?? 0) * 1000)),
    reason: failure.reason,
    code: failure.code,
    ...(failure.configuration !== undefined && { configuration: failure.configuration }),
  }
}
