import type { SandboxClock } from '../../clock.ts'

/** What a window allows; read at each request, as it can be changed. */
export interface WindowRules {
  limit: number
  seconds: number
  /** Whether a request too many starts the window anew. */
  extends: boolean
}

/** Counts requests in windows that begin with the first one. */
export class Windows {
  readonly #clock: SandboxClock
  readonly #rules: () => WindowRules
  readonly #windows = new Map<string, { startedAt: number; taken: number }>()

  constructor(clock: SandboxClock, rules: () => WindowRules) {
    this.#clock = clock
    this.#rules = rules
  }

  /** Takes one of the window; false if none is left until it ends. */
  take(key: string): boolean {
    const rules = this.#rules()
    const window = this.#current(key) ?? { startedAt: this.#clock.now(), taken: 0 }
    this.#windows.set(key, window)
    if (window.taken >= rules.limit) {
      if (rules.extends) window.startedAt = this.#clock.now()
      return false
    }
    window.taken += 1
    return true
  }

  /** How many were taken of the window that is open now. */
  taken(key: string): number {
    return this.#current(key)?.taken ?? 0
  }

  #current(key: string): { startedAt: number; taken: number } | undefined {
    const window = this.#windows.get(key)
    const ended = !window || window.startedAt + this.#rules().seconds * 1000 <= this.#clock.now()
    return ended ? undefined : window
  }
}
