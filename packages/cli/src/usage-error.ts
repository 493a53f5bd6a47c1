/** The command was called in a way that cannot work. Status 2. Messages hold no value from argv that may be a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: string
  readonly hint?: string

  constructor(message: string, { code = 'usage', hint }: { code?: string; hint?: string } = {}) {
    super(message)
    this.code = code
    if (hint !== undefined) this.hint = hint
  }
}
