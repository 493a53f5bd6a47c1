import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

const phrases = new Map<string, Phrase>()

/** What a schema expects. Zod carries its messages as text only; `expectationOf` finds the phrase again. */
export function expects(what: Phrase): string {
  const text = String(what)
  phrases.set(text, what)
  return text
}

/** What was expected, where a message of zod's own slipped in: its words are English, and may hold a value. */
export function expectationOf(message: string): Phrase {
  return phrases.get(message) ?? phrase`is not of the form that is expected here`
}
