import { isPhrase, type Phrase, type Said } from '@oauth-tokens/core/phrase'

/** The command was called in a way that cannot work. Status 2. Messages hold no value from argv that may be a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: string
  readonly hint?: Said
  /** How to use it, for somebody who has said nothing yet. */
  readonly help?: string
  declare readonly phrase?: Phrase

  constructor(
    message: Said,
    { code = 'usage', hint, help }: { code?: string; hint?: Said; help?: string } = {},
  ) {
    super(String(message))
    if (isPhrase(message)) Object.defineProperty(this, 'phrase', { value: message })
    this.code = code
    if (hint !== undefined) this.hint = hint
    if (help) this.help = help
  }
}
