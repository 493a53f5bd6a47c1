/** Holds requests until it is released; from then on it is open. */
export class Gate {
  #open = false
  #arrived = 0
  #waiting: (() => void)[] = []
  #watchers: { count: number; resolve: () => void }[] = []

  /** How many requests have come to it so far. */
  get arrived(): number {
    return this.#arrived
  }

  /** How many it holds now. */
  get waiting(): number {
    return this.#waiting.length
  }

  get open(): boolean {
    return this.#open
  }

  /** Resolves when the request may go on. */
  pass(): Promise<void> {
    this.#arrived += 1
    this.#watchers = this.#watchers.filter(({ count, resolve }) => {
      if (this.#arrived < count) return true
      resolve()
      return false
    })
    if (this.#open) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Resolves once this many requests have come to it. */
  whenArrived(count: number): Promise<void> {
    if (this.#arrived >= count) return Promise.resolve()
    return new Promise((resolve) => this.#watchers.push({ count, resolve }))
  }

  /** Opens it for good; says how many requests were let go. */
  release(): number {
    this.#open = true
    const released = this.#waiting.splice(0)
    for (const resolve of released) resolve()
    return released.length
  }
}
