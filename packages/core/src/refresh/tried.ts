import type { OAuthTokensError } from '../errors.ts'
import type { Context, Tried } from './context.ts'

/** One attempt to refresh a connection, under its lease. */
export interface Attempt {
  why: string
  /** By the monotonic clock. */
  started: number
  /** The process that had to be waited for. */
  waitedFor: string | undefined
}

/** What the history says of an attempt that ended now. `generation`: the one that it left. */
export function tried(
  { clock }: Pick<Context, 'clock'>,
  { why, started, waitedFor }: Attempt,
  outcome: 'issued' | 'again' | OAuthTokensError,
  generation: number,
): Tried {
  const failed = typeof outcome === 'object'
  const told: Tried = {
    action: 'refresh',
    why,
    outcome: failed ? outcome.name : outcome,
    generation,
    duration: Math.round(clock.monotonic() - started),
  }
  if (failed) told.code = outcome.code
  if (waitedFor !== undefined) told.waitedFor = waitedFor
  return told
}
