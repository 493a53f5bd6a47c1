/** Shared by all copies of this file: a bundled command and a user's own adapter may each bring one. */
const brand: unique symbol = Symbol.for('oauth-tokens.phrase') as never

/** A text for people: printed as it stands, and translatable because its parts are still apart. */
export interface Phrase {
  readonly [brand]: true
  /** English, with `{0}`, `{1}`, … where the values go: also the key of a translation. */
  readonly template: string
  /** Texts, numbers, or phrases again. Never a secret. */
  readonly values: readonly unknown[]
  toString(): string
  /** English: what scripts read is not translated. */
  toJSON(): string
}

/** A phrase, or a text that has no translation: a name, an id, what somebody else said. */
export type Said = string | Phrase

/** Gives the text of a template in another language, with the same places for values; undefined if it has none. */
export type Translate = (template: string) => string | undefined

/**
 * A text for people.
 *
 * @example A message that a command can say in another language
 * throw new ConfigurationError(phrase`Provider ${id} is not configured.`)
 */
export function phrase(parts: TemplateStringsArray, ...values: unknown[]): Phrase {
  return made(
    parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`),
    values,
  )
}

export function isPhrase(value: unknown): value is Phrase {
  return typeof value === 'object' && value !== null && brand in value
}

/** As text, with the phrases inside it; English where there is no translation. */
export function render(said: unknown, translate: Translate = () => undefined): string {
  if (!isPhrase(said)) return String(said)
  const text = translate(said.template) ?? said.template
  return text.replace(/\{(\d+)\}/g, (place, index) =>
    Number(index) < said.values.length ? render(said.values[Number(index)], translate) : place,
  )
}

/** Phrases and texts in a row, such as sentences: each is translated by itself. */
export function joined(parts: readonly Said[], separator = ' '): Phrase {
  return made(parts.map((_, index) => `{${index}}`).join(separator), parts)
}

function made(template: string, values: readonly unknown[]): Phrase {
  const english = () => render(text)
  const text: Phrase = { [brand]: true, template, values, toString: english, toJSON: english }
  return text
}
