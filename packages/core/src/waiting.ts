import type { Clock } from './clock.ts'
import { LeaseTimeoutError } from './errors.ts'
import { phrase } from './phrase.ts'

/**
 * Waits for work that goes on whatever becomes of the waiter: its signal or its budget ends the waiting only.
 * @throws the signal's reason, or LeaseTimeoutError after `budget` ms.
 */
export function waitFor<Result>(
  work: Promise<Result>,
  clock: Clock,
  budget: number,
  connection: string,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal?.aborted) {
    // Nobody hears any more how it ends: that must not end the process.
    work.catch(() => {})
    return Promise.reject(signal.reason)
  }
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      cancel()
      signal?.removeEventListener('abort', abort)
      finish()
    }
    const abort = () => settle(() => reject(signal?.reason))
    const cancel = clock.schedule(
      () =>
        settle(() =>
          reject(
            new LeaseTimeoutError(
              phrase`No token for ${connection} within ${budget / 1000} s; the refresh goes on. Try again.`,
              {
                connection,
              },
            ),
          ),
        ),
      budget,
    )
    signal?.addEventListener('abort', abort, { once: true })
    work.then(
      (result) => settle(() => resolve(result)),
      (error) => settle(() => reject(error)),
    )
  })
}
