/** Headers of an answer. `get`: by name in any case; what came several times is joined by commas, as in `Headers`. */
export interface AnswerHeaders extends Iterable<[name: string, value: string]> {
  get(name: string): string | null
}

/** As they came. To make a `Headers` of them costs more than to look for the two or three that are ever asked for. */
export class ReceivedHeaders implements AnswerHeaders {
  readonly #raw: readonly string[]

  /** @param raw names and values in turn, as `rawHeaders` of node:http */
  constructor(raw: readonly string[]) {
    this.#raw = raw
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase()
    let found: string | null = null
    for (let index = 0; index < this.#raw.length; index += 2) {
      const each = this.#raw[index] ?? ''
      if (each.length !== wanted.length || each.toLowerCase() !== wanted) continue
      const value = (this.#raw[index + 1] ?? '').trim()
      found = found === null ? value : `${found}, ${value}`
    }
    return found
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (let index = 0; index < this.#raw.length; index += 2)
      yield [this.#raw[index] ?? '', this.#raw[index + 1] ?? '']
  }
}

/** As undici tells them: by name in lower case. */
export class FieldHeaders implements AnswerHeaders {
  readonly #fields: Readonly<Record<string, string | string[] | undefined>>

  constructor(fields: Readonly<Record<string, string | string[] | undefined>>) {
    this.#fields = fields
  }

  get(name: string): string | null {
    const wanted = name.toLowerCase()
    if (!Object.hasOwn(this.#fields, wanted)) return null
    const value = this.#fields[wanted]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (const [name, value] of Object.entries(this.#fields))
      for (const each of Array.isArray(value) ? value : [value ?? '']) yield [name, each]
  }
}

/** For who needs the real ones. A header that the standard forbids is left out: it must not cost the body. */
export function standardHeaders(received: AnswerHeaders): Headers {
  const headers = new Headers()
  for (const [name, value] of received) {
    try {
      headers.append(name, value)
    } catch {
      // Forbidden.
    }
  }
  return headers
}
