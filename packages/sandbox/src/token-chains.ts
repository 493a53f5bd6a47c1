import { randomBytes } from 'node:crypto'
import type { SandboxClock } from './clock.ts'
import type { TokenLifetimes } from './lifetimes.ts'

export interface ChainOwner {
  appId: string
  accountId: string
}

export interface ChainTokens {
  accessToken: string
  refreshToken: string
  /** Milliseconds since the epoch, as `refreshExpiresAt`. */
  issuedAt: number
  refreshExpiresAt: number
}

/** Without a refresh token, if only the access token is new. */
export type NewTokens = Omit<ChainTokens, 'refreshToken'> & Partial<ChainTokens>

/** How a vendor's tokens follow each other. */
export interface ChainRules {
  lifetimes: TokenLifetimes
  /** The refresh token of a rotation ends when the one before it would have ended. */
  inheritsEnd: boolean
  /** A refresh spends the refresh token. */
  singleUse: boolean
  /** A refresh kills the access token before it. */
  oldAccessTokenDies: boolean
}

export interface RefreshRecord<Owner> {
  owner: Owner
  generation: number
  expiresAt: number
  state: 'live' | 'consumed' | 'revoked'
  accessToken: string
}

interface AccessRecord<Owner> {
  owner: Owner
  expiresAt: number
}

/** Tokens of accounts that may be logged in several times at once: each login is a chain of its own. */
export class TokenChains<Owner extends ChainOwner> {
  readonly #clock: SandboxClock
  readonly #rules: ChainRules
  readonly #access = new Map<string, AccessRecord<Owner>>()
  /** Never pruned: what was consumed is known as such. */
  readonly #refresh = new Map<string, RefreshRecord<Owner>>()

  constructor(clock: SandboxClock, rules: ChainRules) {
    this.#clock = clock
    this.#rules = rules
  }

  findRefresh(token: string): RefreshRecord<Owner> | undefined {
    return this.#refresh.get(token)
  }

  /** Who an access token belongs to; undefined if it is dead. */
  findAccess(token: string): Owner | undefined {
    const record = this.#access.get(token)
    return record && record.expiresAt > this.#clock.now() ? record.owner : undefined
  }

  isExpired({ expiresAt }: RefreshRecord<Owner>): boolean {
    return expiresAt <= this.#clock.now()
  }

  /** A login. Older ones of the account stay: it may use several devices. */
  start(owner: Owner): ChainTokens {
    const now = this.#clock.now()
    return this.#issue(owner, 1, now, this.#endFrom(now))
  }

  rotate(record: RefreshRecord<Owner>): ChainTokens {
    const { owner, generation, expiresAt, accessToken } = record
    if (this.#rules.singleUse) record.state = 'consumed'
    if (this.#rules.oldAccessTokenDies) this.#access.delete(accessToken)
    const now = this.#clock.now()
    const end = this.#rules.inheritsEnd ? expiresAt : this.#endFrom(now)
    return this.#issue(owner, generation + 1, now, end)
  }

  /** A new access token beside the old refresh token. */
  renewAccess(record: RefreshRecord<Owner>): NewTokens {
    if (this.#rules.oldAccessTokenDies) this.#access.delete(record.accessToken)
    const issuedAt = this.#clock.now()
    record.accessToken = this.#issueAccess(record.owner, issuedAt)
    return { accessToken: record.accessToken, issuedAt, refreshExpiresAt: record.expiresAt }
  }

  /** The account removes the app: all its tokens die. */
  revoke(appId: string, accountId: string): void {
    const isTheirs = ({ owner }: { owner: ChainOwner }) =>
      owner.appId === appId && owner.accountId === accountId
    for (const [token, record] of this.#access) if (isTheirs(record)) this.#access.delete(token)
    for (const record of this.#refresh.values()) if (isTheirs(record)) record.state = 'revoked'
  }

  #endFrom(now: number): number {
    return now + this.#rules.lifetimes.refreshToken * 1000
  }

  #issue(owner: Owner, generation: number, issuedAt: number, expiresAt: number): ChainTokens {
    const accessToken = this.#issueAccess(owner, issuedAt)
    const refreshToken = randomBytes(120).toString('base64url')
    this.#refresh.set(refreshToken, { owner, generation, expiresAt, state: 'live', accessToken })
    return { accessToken, refreshToken, issuedAt, refreshExpiresAt: expiresAt }
  }

  #issueAccess(owner: Owner, now: number): string {
    const token = randomBytes(150).toString('base64url')
    const expiresAt = now + this.#rules.lifetimes.accessToken * 1000
    this.#access.set(token, { owner, expiresAt })
    return token
  }
}
