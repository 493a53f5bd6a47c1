/** The time that every lifetime in the sandbox is measured by. */
export interface SandboxClock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Moves the clock by milliseconds; it then goes on from there. */
  advance(ms: number): void
}

export function createClock(now: () => number = Date.now): SandboxClock {
  let offset = 0
  return {
    now: () => now() + offset,
    advance(ms) {
      if (!Number.isFinite(ms)) throw new TypeError(`advance takes a number of milliseconds, got ${ms}`)
      offset += ms
    },
  }
}
