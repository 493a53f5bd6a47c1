import type { Clock } from '../../../src/index.ts'

const names = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const
const real = Object.fromEntries(names.map((name) => [name, globalThis[name]]))

/** From now on timers that are not the clock's own (those of p-retry) run by it too. */
export function timersFollow(clock: Clock): void {
  const schedule = (action: () => void, delay: number) => clock.schedule(action, delay)
  const cancel = (timer?: () => void) => timer?.()
  // Nothing under test repeats itself: intervals only keep processes alive.
  const nothing = () => () => {}
  const values = { setTimeout: schedule, clearTimeout: cancel, setInterval: nothing, clearInterval: cancel }
  Object.assign(globalThis, values)
}

export function realTimers(): void {
  Object.assign(globalThis, real)
}
