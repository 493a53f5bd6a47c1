import type { Phrase, Said } from '@oauth-tokens/core/phrase'

/** What is asked about a provider. */
export interface Question {
  /** The adapter's option that the answer is for. */
  option: string
  /** A `list` is words apart by spaces or commas; a `secret` goes into `.env`, everything else into the configuration. */
  kind: 'text' | 'secret' | 'list' | 'choice'
  message: Phrase
  /** Taken where nobody answers. Without it, and not optional: somebody must answer. */
  default?: string
  optional?: true
  choices?: readonly Choice[]
  /** What is wrong with an answer, if anything is. */
  check?(answer: string): Phrase | undefined
}

export interface Choice<Value extends string = string> {
  value: Value
  label: Said
  hint?: Said
}

/** How somebody who has never seen a provider's console gets through it. */
export interface ProviderGuide {
  title: Said
  /** Where to click and which field to copy: two or three lines. */
  console: readonly Phrase[]
  questions: readonly Question[]
  /** There may be many of the kind: asked for a name. */
  named?: true
  /** What `login` needs behind the provider's id. */
  login?: string
}
