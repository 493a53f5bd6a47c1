import { randomInt } from 'node:crypto'
import type { SandboxClock } from '../../clock.ts'
import { newCredential } from '../grants/grant.ts'

/** A device that waits for its user. */
export interface DeviceRecord {
  clientId: string
  userCode: string
  scopes: string[]
  offline: boolean
  promptConsent: boolean
  expiresAt: number
  /** When a poll was last not too fast. */
  polledAt?: number
  state: 'pending' | 'denied' | 'spent' | { zuid: string }
}

/** Device codes, and the user codes that go with them. */
export class DeviceCodes {
  readonly #clock: SandboxClock
  readonly #records = new Map<string, DeviceRecord>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  issue(
    request: Omit<DeviceRecord, 'userCode' | 'expiresAt' | 'state'>,
    lifetime: number,
  ): { deviceCode: string; userCode: string } {
    const deviceCode = newCredential('1004')
    const userCode = newUserCode()
    const expiresAt = this.#clock.now() + lifetime * 1000
    this.#records.set(deviceCode, { ...request, userCode, expiresAt, state: 'pending' })
    return { deviceCode, userCode }
  }

  find(deviceCode: string): DeviceRecord | undefined {
    return this.#records.get(deviceCode)
  }

  /** Of the codes that nobody has decided on, and that have not expired. */
  findPending(userCode: string): DeviceRecord | undefined {
    const pending = [...this.#records.values()].filter(({ state }) => state === 'pending')
    return pending.find((record) => record.userCode === userCode.toUpperCase() && !this.isExpired(record))
  }

  isExpired({ expiresAt }: DeviceRecord): boolean {
    return expiresAt <= this.#clock.now()
  }

  /** Notes a poll; whether it came too soon after the one before. */
  isTooFast(record: DeviceRecord, seconds: number): boolean {
    const now = this.#clock.now()
    if (record.polledAt !== undefined && now < record.polledAt + seconds * 1000) return true
    record.polledAt = now
    return false
  }
}

function newUserCode(): string {
  // Without vowels and look-alikes, so that it can be read out.
  const letters = 'BCDFGHJKLMNPQRSTVWXZ'
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
}
