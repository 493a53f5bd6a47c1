import { randomBytes } from 'node:crypto'
import type { SandboxClock } from '../clock.ts'
import type { TokenLifetimes } from '../lifetimes.ts'

export interface TokenPair {
  accessToken: string
  refreshToken: string
}

export interface RefreshTokenRecord {
  appId: string
  oaId: string
  generation: number
  expiresAt: number
  state: 'live' | 'consumed' | 'revoked'
}

interface AccessTokenRecord {
  appId: string
  oaId: string
  expiresAt: number
  removed: boolean
}

/** The tokens of every (app, OA). Each OA has at most one live pair with an app. */
export class TokenPairs {
  readonly #clock: SandboxClock
  readonly #lifetimes: TokenLifetimes
  readonly #current = new Map<string, TokenPair>()
  readonly #access = new Map<string, AccessTokenRecord>()
  /** Never pruned: Zalo answers a consumed token otherwise than an unknown one. */
  readonly #refresh = new Map<string, RefreshTokenRecord>()

  constructor(clock: SandboxClock, lifetimes: TokenLifetimes) {
    this.#clock = clock
    this.#lifetimes = lifetimes
  }

  current(appId: string, oaId: string): TokenPair | undefined {
    return this.#current.get(`${appId}:${oaId}`)
  }

  findRefresh(token: string): RefreshTokenRecord | undefined {
    return this.#refresh.get(token)
  }

  findAccess(token: string): (AccessTokenRecord & { live: boolean }) | undefined {
    const record = this.#access.get(token)
    return record && { ...record, live: !record.removed && record.expiresAt > this.#clock.now() }
  }

  isExpired({ expiresAt }: RefreshTokenRecord): boolean {
    return expiresAt <= this.#clock.now()
  }

  /**
   * Starts a chain: a consent. What becomes of the older refresh token is not documented; that it dies
   * is the worse case, and so the one to emulate.
   */
  mint(appId: string, oaId: string): TokenPair {
    this.#retire(appId, oaId, 'revoked')
    return this.#issue(appId, oaId, 1)
  }

  /** Consumes a refresh token. The old access token dies in the same instant: there is no grace period. */
  rotate({ appId, oaId, generation }: RefreshTokenRecord): TokenPair {
    this.#retire(appId, oaId, 'consumed')
    return this.#issue(appId, oaId, generation + 1)
  }

  /** A new access token beside the old refresh token, as one client claims to have met. */
  renewAccess({ appId, oaId }: RefreshTokenRecord): string {
    const current = this.#current.get(`${appId}:${oaId}`)
    if (!current) throw new RangeError(`The OA ${oaId} has no tokens`)
    this.#access.delete(current.accessToken)
    current.accessToken = this.#issueAccess(appId, oaId)
    return current.accessToken
  }

  /** The admin of the OA removes the app. */
  remove(appId: string, oaId: string): void {
    const current = this.current(appId, oaId)
    const access = current && this.#access.get(current.accessToken)
    if (!current || !access) return
    this.#retire(appId, oaId, 'revoked')
    this.#access.set(current.accessToken, { ...access, removed: true })
  }

  #retire(appId: string, oaId: string, state: 'consumed' | 'revoked'): void {
    const key = `${appId}:${oaId}`
    const current = this.#current.get(key)
    if (!current) return
    this.#current.delete(key)
    this.#access.delete(current.accessToken)
    const refresh = this.#refresh.get(current.refreshToken)
    if (refresh) refresh.state = state
  }

  #issue(appId: string, oaId: string, generation: number): TokenPair {
    const refreshToken = randomBytes(172).toString('base64url')
    const pair = { accessToken: this.#issueAccess(appId, oaId), refreshToken }
    const expiresAt = this.#clock.now() + this.#lifetimes.refreshToken * 1000
    this.#refresh.set(refreshToken, { appId, oaId, generation, expiresAt, state: 'live' })
    this.#current.set(`${appId}:${oaId}`, pair)
    return { ...pair }
  }

  #issueAccess(appId: string, oaId: string): string {
    const token = randomBytes(225).toString('base64url')
    const expiresAt = this.#clock.now() + this.#lifetimes.accessToken * 1000
    this.#access.set(token, { appId, oaId, expiresAt, removed: false })
    return token
  }
}
