import { createHash } from 'node:crypto'

/** Choices that depend on the seed and on what they are for, and on nothing else. Each is written down. */
export class Schedule {
  readonly choices: Record<string, number | string | boolean> = {}
  #state: number

  /** A row chooses the same whichever other rows run. */
  constructor(seed: number, row: string) {
    this.#state = createHash('sha256').update(`${seed} ${row}`).digest().readUInt32LE()
  }

  /** A whole number, both ends included. */
  between(what: string, least: number, most: number): number {
    return this.#note(what, least + Math.floor(this.#next() * (most - least + 1)))
  }

  oneOf<Value extends string>(what: string, values: readonly Value[]): Value {
    return this.#note(what, values[Math.floor(this.#next() * values.length)] as Value)
  }

  flip(what: string): boolean {
    return this.#note(what, this.#next() < 0.5)
  }

  #note<Value extends number | string | boolean>(what: string, value: Value): Value {
    this.choices[what] = value
    return value
  }

  /** Mulberry32: small, and the same everywhere. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
