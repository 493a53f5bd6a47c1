import type { SandboxClock } from '../../clock.ts'
import { newCredential, type ZohoGrant } from './grant.ts'

/** What an authorization code is good for. */
export interface CodeGrant extends ZohoGrant {
  /** A Self Client's code has none. */
  redirectUri?: string
  /** Whether its exchange gives a refresh token. */
  offline: boolean
  challenge?: CodeChallenge
}

export interface CodeChallenge {
  value: string
  method: 'S256' | 'plain'
}

export interface CodeRecord extends CodeGrant {
  expiresAt: number
  spent: boolean
}

/** Authorization codes: each works once, for a short time. */
export class Codes {
  readonly #clock: SandboxClock
  readonly #codes = new Map<string, CodeRecord>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  issue(grant: CodeGrant, lifetime: number): string {
    const code = newCredential()
    this.#codes.set(code, { ...grant, expiresAt: this.#clock.now() + lifetime * 1000, spent: false })
    return code
  }

  find(code: string): CodeRecord | undefined {
    return this.#codes.get(code)
  }

  isExpired({ expiresAt }: CodeRecord): boolean {
    return expiresAt <= this.#clock.now()
  }
}
