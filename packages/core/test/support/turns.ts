import { vi } from 'vitest'
import type { FakeClock } from '../../src/testing/index.ts'

/** Lets everything run that waits for nothing but its turn. */
export async function turns(count = 3): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** Fakes the timers that are not the clock's (those of p-retry); call in `beforeEach`. */
export function fakeTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
}

/** Moves the clock, and the timers where they are faked, step by step, with turns in between. */
export async function pass(clock: FakeClock, ms: number, step = ms): Promise<void> {
  await turns()
  for (let passed = 0; passed < ms; passed += step) {
    clock.advance(step)
    if (vi.isFakeTimers()) vi.advanceTimersByTime(step)
    await turns()
  }
}

/** Lets time pass until `work` has settled. Fails loudly when it never does. */
export async function passingTime<Result>(
  clock: FakeClock,
  work: Promise<Result>,
  step = 250,
): Promise<Result> {
  let settled = false
  const settle = () => {
    settled = true
  }
  work.then(settle, settle)
  await turns()
  for (let passed = 0; !settled; passed += step) {
    if (passed > 1_000_000) throw new Error('not settled after a thousand seconds')
    await pass(clock, step)
  }
  return work
}
