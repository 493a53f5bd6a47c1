import type { Clock } from '../../src/clock.ts'

/** Stands still until it is told to go on. */
export function fakeClock(): Clock & { advance(milliseconds: number): void } {
  let time = 1_750_000_000_000
  const timers = new Set<{ due: number; action: () => void }>()
  return {
    now: () => time,
    monotonic: () => time,
    schedule(action, delay) {
      const timer = { due: time + delay, action }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(milliseconds) {
      time += milliseconds
      for (const timer of timers) {
        if (timer.due <= time && timers.delete(timer)) timer.action()
      }
    },
  }
}
