/** Who has consented to offline access: only the first consent gives a refresh token unasked. */
export class Consents {
  readonly #given = new Set<string>()

  /** Notes one; says whether it was the first. */
  give(clientId: string, zuid: string): boolean {
    const key = `${clientId}:${zuid}`
    const first = !this.#given.has(key)
    this.#given.add(key)
    return first
  }

  forget(clientId: string, zuid: string): void {
    this.#given.delete(`${clientId}:${zuid}`)
  }
}
