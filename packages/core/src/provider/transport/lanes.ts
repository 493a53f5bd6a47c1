import { elapsed, type Instant, instant } from './instant.ts'
import type { Lane } from './lane.ts'

/** The connections to one server: so many at most, and the one that was in use last is used first. */
export class Lanes {
  readonly #open: () => Lane
  readonly #most: number
  readonly #longestIdle: number
  #idle: { lane: Lane; since: Instant }[] = []
  readonly #waiting = new Set<(lane: Lane) => void>()
  #inUse = 0

  constructor(open: () => Lane, most: number, longestIdle: number) {
    this.#open = open
    this.#most = most
    this.#longestIdle = longestIdle
  }

  /** Hands one to `use`, now or as soon as there is one. Returns what leaves the queue. */
  take(use: (lane: Lane) => void): () => void {
    if (this.#inUse >= this.#most) {
      this.#waiting.add(use)
      return () => this.#waiting.delete(use)
    }
    this.#inUse += 1
    use(this.#next())
    return () => {}
  }

  /** One whose answer was read whole. */
  giveBack(lane: Lane): void {
    const idle = { lane, since: instant() }
    this.#idle.push(idle)
    lane.whenClosed = () => {
      this.#idle = this.#idle.filter((other) => other !== idle)
      lane.close()
    }
    this.#release()
  }

  /** It is never used again. */
  drop(lane: Lane): void {
    lane.close()
    this.#release()
  }

  #next(): Lane {
    const last = this.#idle.at(-1)
    // The client's own timers come too late where something kept the event loop, or the machine slept. The others have
    // been idle for longer.
    if (last && elapsed(last.since) >= this.#longestIdle)
      for (const { lane } of this.#idle.splice(0)) lane.close()
    const lane = this.#idle.pop()?.lane ?? this.#open()
    lane.whenClosed = undefined
    return lane
  }

  #release(): void {
    this.#inUse -= 1
    const [next] = this.#waiting
    if (!next) return
    this.#waiting.delete(next)
    this.take(next)
  }
}
