import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import { type Duration, milliseconds } from '../tokens/duration.ts'

/** Milliseconds. */
export interface Timeouts {
  /** One store operation. */
  store: number
  /** One call of the provider: the redemption is given up after it, its outcome unknown. */
  provider: number
  /** How long an intent keeps others from redeeming. */
  spending: number
  /** How long a caller waits for another process. */
  waiter: number
}

export interface TimeoutOptions {
  /** @default '2s' */
  store?: Duration
  /** @default '20s' */
  provider?: Duration
  /** @default '30s' */
  spending?: Duration
  /** @default '45s' */
  waiter?: Duration
}

/** How long a lease is held without a heartbeat; a heartbeat comes every third of it. */
export const heldDuration = 10_000
/** An intent older than this is not acted on: the process may have been stopped in between. */
export const intentValidity = 2_000

/** @throws ConfigurationError unless store < provider < spending < waiter: any other order spends tokens twice. */
export function timeouts(options: TimeoutOptions = {}): Timeouts {
  const times: Timeouts = {
    store: milliseconds(options.store ?? '2s', 'timeouts.store'),
    provider: milliseconds(options.provider ?? '20s', 'timeouts.provider'),
    spending: milliseconds(options.spending ?? '30s', 'timeouts.spending'),
    waiter: milliseconds(options.waiter ?? '45s', 'timeouts.waiter'),
  }
  if (
    !(
      0 < times.store &&
      times.store < times.provider &&
      times.provider < times.spending &&
      times.spending < times.waiter
    )
  ) {
    throw new ConfigurationError(
      phrase`timeouts must be ordered store < provider < spending < waiter, received ${times.store / 1000} s, ${times.provider / 1000} s, ${times.spending / 1000} s, ${times.waiter / 1000} s.`,
      { code: 'invalid_timeouts' },
    )
  }
  return times
}
