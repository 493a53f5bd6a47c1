/** Thrown by `alive` and to the caller when an operation took too long. */
export class TookTooLong extends Error {}

/**
 * One operation at a time per key, each bounded. What timed out may still be on its way to the store, and would land
 * on top of whatever came later: so the next one waits until the last has really ended, however long its caller did.
 */
export class KeyQueue {
  readonly #ends = new Map<string, Promise<void>>()
  readonly #timeout: number

  constructor(timeout: number) {
    this.#timeout = timeout
  }

  /** `work` calls `alive` before each write: it throws when nobody waits any more. */
  run<Answer>(key: string, work: (alive: () => void) => Promise<Answer>): Promise<Answer> {
    let late = false
    const alive = () => {
      if (late) throw new TookTooLong()
    }
    const turn = this.#ends.get(key) ?? Promise.resolve()
    const answer = turn.then(() => {
      alive()
      return work(alive)
    })
    const end = answer.then(
      () => {},
      () => {},
    )
    this.#ends.set(key, end)
    void end.then(() => {
      if (this.#ends.get(key) === end) this.#ends.delete(key)
    })
    return this.bounded(answer, () => {
      late = true
    })
  }

  bounded<Answer>(answer: Promise<Answer>, whenLate = () => {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        whenLate()
        reject(new TookTooLong())
      }, this.#timeout)
      answer.then(resolve, reject).finally(() => clearTimeout(timer))
    })
  }
}
