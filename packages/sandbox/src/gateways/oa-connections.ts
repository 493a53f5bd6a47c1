import type { SandboxClock } from '../clock.ts'

/** An OA that was connected at least once. Times in milliseconds since the epoch. */
export interface OaConnection {
  id: string
  oaId: string
  shopId: string
  appId: string
  method: 'builtin' | 'direct'
  /** `P` connected, `N` disconnected; `Z` is seen in samples. */
  status: string
  createdAt: number
  updatedAt: number
  /** The end of Zalo's refresh token. */
  expiresAt: number
  webhookUrl: string
}

type NewConnection = Pick<OaConnection, 'oaId' | 'shopId' | 'appId' | 'method'>

/** Which OAs are connected, and until when. */
export class OaConnections {
  readonly #clock: SandboxClock
  readonly #consentLifetime: number
  readonly #connections = new Map<string, OaConnection>()

  constructor(clock: SandboxClock, consentLifetime: number) {
    this.#clock = clock
    this.#consentLifetime = consentLifetime
  }

  /** A consent: `expires_at` starts anew. */
  connect(given: NewConnection): OaConnection {
    const now = this.#clock.now()
    const before = this.#connections.get(given.oaId)
    const connection = {
      id: before?.id ?? String(7_300_000_000_000_000_000n + BigInt(this.#connections.size)),
      createdAt: before?.createdAt ?? now,
      webhookUrl: before?.webhookUrl ?? '',
      ...given,
      status: 'P',
      updatedAt: now,
      expiresAt: now + this.#consentLifetime * 1000,
    }
    this.#connections.set(given.oaId, connection)
    return connection
  }

  /** As it is now: what has expired is disconnected. */
  find(oaId: string): OaConnection | undefined {
    const connection = this.#connections.get(oaId)
    if (!connection) return undefined
    const expired = connection.expiresAt <= this.#clock.now()
    return { ...connection, status: expired ? 'N' : connection.status }
  }

  ofShop(shopId: string): OaConnection[] {
    const ids = [...this.#connections.values()].filter((each) => each.shopId === shopId)
    return ids.flatMap(({ oaId }) => this.find(oaId) ?? [])
  }

  /** @throws RangeError */
  change(
    oaId: string,
    changes: Partial<Pick<OaConnection, 'status' | 'expiresAt' | 'webhookUrl'>>,
  ): OaConnection {
    const connection = this.#connections.get(oaId)
    if (!connection) throw new RangeError(`The OA ${oaId} was never connected at this gateway`)
    Object.assign(connection, changes, { updatedAt: this.#clock.now() })
    return { ...connection, status: this.find(oaId)?.status ?? connection.status }
  }
}
