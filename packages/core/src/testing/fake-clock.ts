import type { Clock } from '../clock.ts'

export interface FakeClock extends Clock {
  /** Moves both clocks forward by `ms`, running what falls due on the way, in order. */
  advance(ms: number): void
  /** Sets the wall clock alone, as an operator or NTP would. */
  setWall(epochMs: number): void
}

/** A clock that moves only when told. Starts at a fixed instant, so that tests read the same every day. */
export function fakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let monotonic = 0
  let wallOffset = start
  let sequence = 0
  const due = new Map<number, { at: number; action: () => void }>()

  const earliest = (until: number) => {
    let found: [number, { at: number; action: () => void }] | undefined
    for (const entry of due) if (entry[1].at <= until && (!found || entry[1].at < found[1].at)) found = entry
    return found
  }
  return {
    now: () => wallOffset + monotonic,
    monotonic: () => monotonic,
    schedule(action, delay) {
      const id = sequence++
      due.set(id, { at: monotonic + Math.max(delay, 0), action })
      return () => due.delete(id)
    },
    advance(ms) {
      const until = monotonic + ms
      for (let next = earliest(until); next; next = earliest(until)) {
        due.delete(next[0])
        monotonic = Math.max(monotonic, next[1].at)
        next[1].action()
      }
      monotonic = until
    },
    setWall(epochMs) {
      wallOffset = epochMs - monotonic
    },
  }
}
