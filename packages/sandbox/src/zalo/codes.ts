import { randomBytes } from 'node:crypto'
import type { SandboxClock } from '../clock.ts'

/** An authorization code that was given out. */
export interface CodeRecord {
  appId: string
  oaId: string
  codeChallenge: string
  expiresAt: number
  spent: boolean
}

/** Authorization codes: single use, 10 minutes, bound to one app. */
export class Codes {
  readonly #clock: SandboxClock
  readonly #codes = new Map<string, CodeRecord>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  issue(grant: { appId: string; oaId: string; codeChallenge: string; lifetime: number }): string {
    const code = randomBytes(96).toString('base64url')
    const { lifetime, ...record } = grant
    this.#codes.set(code, { ...record, expiresAt: this.#clock.now() + lifetime * 1000, spent: false })
    return code
  }

  find(code: string): CodeRecord | undefined {
    return this.#codes.get(code)
  }

  /** Spends a code; undefined if this app cannot have it. */
  take(code: string, appId: string): CodeRecord | undefined {
    const record = this.#codes.get(code)
    if (!record || record.appId !== appId || record.spent) return undefined
    if (record.expiresAt <= this.#clock.now()) return undefined
    record.spent = true
    return record
  }
}
