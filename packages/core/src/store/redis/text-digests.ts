import { hash } from 'node:crypto'

/** Leases that are held at once, by far; more are digested anew. */
const most = 1_000

/**
 * SHA-1 of the tokens that were read with a lease, as Redis made it: what a spend and a save expect to find is compared
 * there by that, and the text of some kilobytes is not sent back twice. It tells texts apart, and protects nothing.
 */
export class TextDigests {
  readonly #known = new Map<string, { text: string; digest: string }>()

  note(connection: string, text: string, digest: string): void {
    if (this.#known.size >= most) this.#known.clear()
    this.#known.set(connection, { text, digest })
  }

  of(connection: string, text: string): string {
    const known = this.#known.get(connection)
    return known?.text === text ? known.digest : hash('sha1', text)
  }

  forget(connection: string): void {
    this.#known.delete(connection)
  }
}
