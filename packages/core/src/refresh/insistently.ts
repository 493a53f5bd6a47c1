import pRetry from 'p-retry'
import { StoreUnavailableError } from '../errors.ts'
import type { Context } from './context.ts'

/** For steps that are safe to repeat, and whose loss would cost the next holder a redemption. */
export async function insistently<Answer>(step: () => Promise<Answer>, retries = 2): Promise<Answer> {
  // Plainly at first: as a rule that is all, and getting ready to repeat has its price.
  let first: Promise<Answer> | undefined = step()
  try {
    return await first
  } catch {
    const again = () => {
      const attempt = first ?? step()
      first = undefined
      return attempt
    }
    return pRetry(again, { retries, minTimeout: 50, shouldRetry: ({ error }) => mayPass(error) })
  }
}

/** Goes on with such a step in the background for at most `duration` ms: nobody waits for it, nothing fails by it. */
export function keepTelling(
  { clock, abandon }: Pick<Context, 'clock' | 'abandon'>,
  step: () => Promise<unknown>,
  duration: number,
): Promise<void> {
  const started = clock.monotonic()
  return pRetry(step, {
    retries: Number.POSITIVE_INFINITY,
    minTimeout: 100,
    maxTimeout: 2_000,
    randomize: true,
    unref: true,
    signal: abandon,
    shouldRetry: ({ error }) => mayPass(error) && clock.monotonic() - started < duration,
  }).then(
    () => {},
    () => {},
  )
}

function mayPass(error: Error): boolean {
  return error instanceof StoreUnavailableError && error.retryable
}
