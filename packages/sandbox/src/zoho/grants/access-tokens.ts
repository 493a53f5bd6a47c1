import type { SandboxClock } from '../../clock.ts'
import type { ZohoLifetimes } from '../settings/lifetimes.ts'
import type { ZohoLimits } from '../settings/limits.ts'
import { newCredential, type ZohoGrant } from './grant.ts'

interface AccessTokenRecord {
  token: string
  grant: ZohoGrant
  /** Absent for an online consent and for client credentials. */
  refreshToken?: string
  expiresAt: number
}

/** The live access tokens, oldest first: what is dead is forgotten, as Zoho does not tell it from unknown. */
export class AccessTokens {
  readonly #clock: SandboxClock
  readonly #lifetimes: ZohoLifetimes
  readonly #limits: ZohoLimits
  readonly #records = new Map<string, AccessTokenRecord>()

  constructor(clock: SandboxClock, lifetimes: ZohoLifetimes, limits: ZohoLimits) {
    this.#clock = clock
    this.#lifetimes = lifetimes
    this.#limits = limits
  }

  /** One more of a refresh token than may live ends the oldest. */
  issue(grant: ZohoGrant, refreshToken?: string): string {
    const token = newCredential(refreshToken?.startsWith('1004') ? '1004' : '1000')
    const expiresAt = this.#clock.now() + this.#lifetimes.accessToken * 1000
    this.#records.set(token, { token, grant, expiresAt, ...(refreshToken && { refreshToken }) })
    if (refreshToken) {
      for (const oldest of this.of(refreshToken).slice(0, -this.#limits.accessTokens)) this.end(oldest)
    }
    return token
  }

  find(token: string): AccessTokenRecord | undefined {
    const record = this.#records.get(token)
    return record && record.expiresAt > this.#clock.now() ? record : undefined
  }

  /** The live ones of a refresh token, oldest first. */
  of(refreshToken: string): string[] {
    return this.#tokensWhere((record) => record.refreshToken === refreshToken)
  }

  end(token: string): void {
    this.#records.delete(token)
  }

  endAll(clientId: string, zuid: string): void {
    const tokens = this.#tokensWhere(({ grant }) => grant.clientId === clientId && grant.zuid === zuid)
    for (const token of tokens) this.end(token)
  }

  #tokensWhere(holds: (record: AccessTokenRecord) => boolean): string[] {
    const live = [...this.#records.values()].filter(({ token }) => this.find(token))
    return live.filter(holds).map(({ token }) => token)
  }
}
