import { credentialId, type Sandbox, type TokenPair } from '@oauth-tokens/sandbox'

/** Every secret of a house, by name; tokens as the provider issues them. */
export class KnownSecrets {
  readonly all = new Map<string, string>()
  readonly #sandbox: Sandbox
  readonly #appId: string

  constructor(sandbox: Sandbox, appId: string, planted: Record<string, string>) {
    this.#sandbox = sandbox
    this.#appId = appId
    for (const [name, secret] of Object.entries(planted)) this.all.set(name, secret)
  }

  add({ accessToken, refreshToken }: TokenPair): void {
    const id = credentialId(refreshToken)
    this.all.set(`access token with ${id}`, accessToken)
    this.all.set(`refresh token ${id}`, refreshToken)
  }

  /** To be called after each step that may have issued one pair for each of these accounts. */
  collect(accounts: readonly string[]): void {
    for (const account of accounts) {
      const { zalo } = this.#sandbox
      const accessToken = zalo.currentAccessToken(this.#appId, account)
      const refreshToken = zalo.currentRefreshToken(this.#appId, account)
      if (accessToken && refreshToken) this.add({ accessToken, refreshToken })
    }
  }

  /** Ids of refresh tokens that the provider issued and this does not know: none, or the scan would miss them. */
  missed(): string[] {
    const { refreshTokens, codes } = this.#sandbox.stats()
    const issued = [...refreshTokens, ...codes].flatMap(({ attempts }) =>
      attempts.flatMap((one) => one.issued ?? []),
    )
    return issued.filter((id) => !this.all.has(`refresh token ${id}`))
  }
}
