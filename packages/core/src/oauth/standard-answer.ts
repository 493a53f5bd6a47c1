import type { ReadOutcome } from '../provider/token-outcome.ts'

/** What openid-client is shown of an answer that was judged: it checks the form, and keeps nothing that we need. */
export function standardAnswer(outcome: ReadOutcome): Response {
  if (outcome.kind !== 'issued') return Response.json({ error: outcome.kind }, { status: 400 })
  const { accessToken, expiresIn } = outcome.grant
  const body = { access_token: accessToken, token_type: 'bearer', expires_in: expiresIn }
  return new IssuedAnswer(body) as unknown as Response
}

/** What openid-client looks at in a good answer. A whole `Response` would cost as much as the rest of its work. */
class IssuedAnswer {
  readonly status = 200
  readonly bodyUsed = false
  readonly #body: object

  constructor(body: object) {
    this.#body = body
  }

  /** By it a `Response` of another library is recognised. */
  get [Symbol.toStringTag](): string {
    return 'Response'
  }

  async json(): Promise<object> {
    return this.#body
  }
}
