import type { Lease } from './lease.ts'
import type { ListedConnection } from './token-store.ts'

/** A connection of a list. Very many are made: what is not asked for must cost next to nothing. */
class Listed implements ListedConnection {
  readonly id: string
  readonly tokens: string
  readonly now: number
  readonly #lease: () => Lease

  constructor(id: string, tokens: string, now: number, lease: () => Lease) {
    this.id = id
    this.tokens = tokens
    this.now = now
    this.#lease = lease
  }

  get lease(): Lease {
    return this.#lease()
  }
}

/** `lease` is called when it is asked for. */
export function listed(id: string, tokens: string, now: number, lease: () => Lease): ListedConnection {
  return new Listed(id, tokens, now, lease)
}
