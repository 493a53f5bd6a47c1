import type { Clock } from '../../../src/index.ts'
import type { FakeClock } from '../../../src/testing/index.ts'

/** What one process knows of the time. */
export interface ProcessClock extends Clock {
  /** Sets its wall clock alone. */
  jump(ms: number): void
  readonly jumped: boolean
  /** Nothing in the process goes on for so long. */
  stop(duration: number): void
  /** Whether it has stood still since that instant of its monotonic clock. */
  stoppedAfter(instant: number): boolean
  /** Resolves at once, or when the process goes on. */
  awake(): Promise<void> | undefined
}

export function processClock(world: FakeClock, isAlive: () => boolean): ProcessClock {
  let offset = 0
  let stoppedUntil = 0
  /** What fell due while it stood still. */
  let overdue: (() => void)[] = []
  const stopped = () => world.monotonic() < stoppedUntil

  const goOn = () => {
    if (stopped()) return
    const actions = overdue
    overdue = []
    for (const action of actions) action()
  }
  return {
    now: () => world.now() + offset,
    monotonic: world.monotonic,
    schedule(action, delay) {
      let cancelled = false
      const act = () => {
        if (!cancelled && isAlive()) action()
      }
      const cancel = world.schedule(() => (stopped() ? overdue.push(act) : act()), delay)
      return () => {
        cancelled = true
        cancel()
      }
    },
    jump(ms) {
      offset += ms
    },
    get jumped() {
      return offset !== 0
    },
    stop(duration) {
      stoppedUntil = Math.max(stoppedUntil, world.monotonic() + duration)
      world.schedule(goOn, duration)
    },
    stoppedAfter: (instant) => stoppedUntil > instant,
    awake() {
      if (!stopped()) return undefined
      return new Promise((resolve) => overdue.push(resolve))
    },
  }
}
