import type { House } from '../../test/processes/support/house.ts'
import { app } from '../../test/processes/support/house.ts'

/** A process that can hear the store learns within this time what is stored there; ms, with what a busy machine adds. */
const coherence = 1_500

/** Follows which access token of an account is alive at the provider, and since when others are not. */
export class TokenWatch {
  readonly #deaths = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  readonly #current: () => string | undefined
  #last: string | undefined

  constructor({ sandbox }: House, account: string) {
    this.#current = () => sandbox.zalo.currentAccessToken(app.appId, account)
    this.#last = this.#current()
    this.#timer = setInterval(() => this.#look(), 10)
  }

  get current(): string | undefined {
    return this.#current()
  }

  /** Whether a caller who asked then should have got another one. `unknown`: for how long nobody could know, ms. */
  wasDead(accessToken: string, asked: number, unknown: number): boolean {
    return this.#deadFor(accessToken, asked) > coherence + unknown
  }

  /** Whether it was alive when it was asked for: another may have come since. */
  wasAlive(accessToken: string, asked: number): boolean {
    return this.#deadFor(accessToken, asked) <= 0
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #deadFor(accessToken: string, asked: number): number {
    this.#look()
    const death = this.#deaths.get(accessToken)
    return death === undefined ? 0 : asked - death
  }

  #look(): void {
    const current = this.#current()
    if (current === this.#last) return
    if (this.#last !== undefined) this.#deaths.set(this.#last, Date.now())
    this.#last = current
  }
}
