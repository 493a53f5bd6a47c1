import { randomBytes } from 'node:crypto'
import type { SandboxClock } from './clock.ts'

/** What every code is bound to. */
export interface CodeGrant {
  appId: string
}

type CodeRecord<Grant> = Grant & { expiresAt: number; spent: boolean }

/** Authorization codes: single use, short-lived, bound to one app. */
export class AuthorizationCodes<Grant extends CodeGrant> {
  readonly #clock: SandboxClock
  readonly #make: () => string
  readonly #codes = new Map<string, CodeRecord<Grant>>()

  constructor(clock: SandboxClock, make = () => randomBytes(96).toString('base64url')) {
    this.#clock = clock
    this.#make = make
  }

  /** @param lifetime seconds */
  issue(grant: Grant, lifetime: number): string {
    const code = this.#make()
    this.#codes.set(code, { ...grant, expiresAt: this.#clock.now() + lifetime * 1000, spent: false })
    return code
  }

  find(code: string): Grant | undefined {
    return this.#codes.get(code)
  }

  /** Spends a code; undefined if this app cannot have it. */
  take(code: string, appId: string): Grant | undefined {
    const record = this.#codes.get(code)
    if (!record || record.appId !== appId || record.spent) return undefined
    if (record.expiresAt <= this.#clock.now()) return undefined
    record.spent = true
    return record
  }
}
