import type { SandboxClock } from '../clock.ts'

/** Counts the calls that each app makes in a minute. */
export class CallWindows {
  readonly limit: number
  readonly #clock: SandboxClock
  readonly #windows = new Map<string, { minute: number; calls: number }>()

  constructor(clock: SandboxClock, limit: number) {
    this.#clock = clock
    this.limit = limit
  }

  /** Counts one call; says how many remain, negative if it was one too many. */
  count(appId: string): number {
    const minute = Math.floor(this.#clock.now() / 60_000)
    const last = this.#windows.get(appId)
    const window = last?.minute === minute ? last : { minute, calls: 0 }
    window.calls += 1
    this.#windows.set(appId, window)
    return this.limit - window.calls
  }
}
