import type { ZohoDataCentre } from './data-centres.ts'
import type { ZohoClient, ZohoUser } from './options.ts'

/** The clients of the API console, and the accounts. */
export class Registry {
  readonly #clients = new Map<string, ZohoClient>()
  readonly #users = new Map<string, ZohoUser>()

  /** Registers a client, or replaces the one of the same id. */
  registerClient(client: ZohoClient): void {
    this.#clients.set(client.clientId, structuredClone(client))
  }

  /** Registers an account, or replaces the one of the same id. */
  registerUser(user: ZohoUser): void {
    this.#users.set(user.zuid, structuredClone(user))
  }

  users(): ZohoUser[] {
    return [...this.#users.values()]
  }

  /** The client as one data centre knows it; undefined if it is not switched on there. */
  clientAt(dataCentre: ZohoDataCentre, clientId: string): ZohoClient | undefined {
    const client = this.#clients.get(clientId)
    return client && isSwitchedOn(client, dataCentre) ? client : undefined
  }

  findUser(zuid: string): ZohoUser | undefined {
    return this.#users.get(zuid)
  }

  /** The client of this id, or the first. @throws RangeError */
  client(clientId = this.#clients.keys().next().value): ZohoClient {
    const client = this.#clients.get(clientId ?? '')
    if (!client) throw new RangeError(`There is no Zoho client ${clientId}`)
    return client
  }

  /** The account of this id, or the first. @throws RangeError */
  user(zuid = this.#users.keys().next().value): ZohoUser {
    const user = this.#users.get(zuid ?? '')
    if (!user) throw new RangeError(`There is no Zoho account ${zuid}`)
    return user
  }
}

export function secretAt(client: ZohoClient, dataCentre: ZohoDataCentre): string {
  return client.clientSecrets?.[dataCentre] ?? client.clientSecret
}

function isSwitchedOn(client: ZohoClient, dataCentre: ZohoDataCentre): boolean {
  if (dataCentre === (client.dataCentre ?? 'us')) return true
  return client.otherDataCentres?.includes(dataCentre) ?? true
}
