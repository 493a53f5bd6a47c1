/** Time as a port, so that tests step it and nothing else in the core asks the machine. */
export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number
  /** Milliseconds that never run backward and know nothing of wall-clock corrections. */
  monotonic(): number
  /** Runs `action` once after `delay` milliseconds, without keeping the process alive; returns what cancels it. */
  schedule(action: () => void, delay: number): () => void
}

/** Longest delay that Node's timers take; a longer one would fire at once. */
const longestDelay = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(action, delay) {
    const timer = setTimeout(action, Math.min(Math.max(delay, 0), longestDelay))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves after `delay` milliseconds of the clock, or rejects with the signal's reason. Keeps the process alive. */
export function sleep(clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    // The clock's own timers are unref'd; somebody who awaits a sleep wants the process to last that long.
    const keepAlive = setInterval(() => {}, longestDelay)
    const finish = (settle: () => void) => {
      clearInterval(keepAlive)
      cancel()
      signal?.removeEventListener('abort', aborted)
      settle()
    }
    const aborted = () => finish(() => reject(signal?.reason))
    const cancel = clock.schedule(() => finish(resolve), delay)
    signal?.addEventListener('abort', aborted, { once: true })
  })
}
