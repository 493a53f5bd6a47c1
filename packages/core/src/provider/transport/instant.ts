/** A moment by both clocks: one stops in a suspend, the other can be set back. */
export interface Instant {
  monotonic: number
  wall: number
}

export function instant(): Instant {
  return { monotonic: performance.now(), wall: Date.now() }
}

/** Milliseconds since then, by the clock that counts more. */
export function elapsed({ monotonic, wall }: Instant): number {
  return Math.max(performance.now() - monotonic, Math.abs(Date.now() - wall))
}
