import type { ZohoLimits } from '../settings/limits.ts'
import type { AccessTokens } from './access-tokens.ts'
import { newCredential, type ZohoGrant } from './grant.ts'

/** The live refresh tokens: they neither rotate nor expire. Their access tokens end with them. */
export class RefreshTokens {
  readonly #access: AccessTokens
  readonly #limits: ZohoLimits
  readonly #grants = new Map<string, ZohoGrant>()
  /** Of the dead ones, so that the ledger can still say whose they were. */
  readonly #ended = new Map<string, ZohoGrant>()

  constructor(access: AccessTokens, limits: ZohoLimits) {
    this.#access = access
    this.#limits = limits
  }

  /** One more of a user with a client than may live ends the oldest, even if it is in use. */
  issue(grant: ZohoGrant, prefix: '1000' | '1004' = '1000'): string {
    const token = newCredential(prefix)
    this.#grants.set(token, grant)
    const live = this.of(grant.clientId, grant.zuid)
    for (const oldest of live.slice(0, -this.#limits.refreshTokens)) this.end(oldest)
    return token
  }

  find(token: string): ZohoGrant | undefined {
    return this.#grants.get(token)
  }

  findEvenEnded(token: string): ZohoGrant | undefined {
    return this.#grants.get(token) ?? this.#ended.get(token)
  }

  /** The live ones of a user with a client, oldest first. */
  of(clientId: string, zuid: string): string[] {
    const all = [...this.#grants]
    return all
      .filter(([, grant]) => grant.clientId === clientId && grant.zuid === zuid)
      .map(([token]) => token)
  }

  end(token: string): void {
    const grant = this.#grants.get(token)
    if (!grant) return
    this.#grants.delete(token)
    this.#ended.set(token, grant)
    for (const access of this.#access.of(token)) this.#access.end(access)
  }

  endAll(clientId: string, zuid: string): void {
    for (const token of this.of(clientId, zuid)) this.end(token)
  }
}
