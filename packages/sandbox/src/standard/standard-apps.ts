import type { StandardAccount, StandardApp } from './options.ts'

/** The registered apps. */
export class StandardApps {
  readonly #vendor: string
  readonly #apps = new Map<string, StandardApp>()

  constructor(vendor: string, apps: readonly StandardApp[]) {
    this.#vendor = vendor
    for (const app of apps) this.register(app)
  }

  /** Registers an app, or replaces the one of the same id. */
  register(app: StandardApp): void {
    this.#apps.set(app.clientId, structuredClone(app))
  }

  find(clientId: string): StandardApp | undefined {
    return this.#apps.get(clientId)
  }

  first(): StandardApp | undefined {
    return this.#apps.values().next().value
  }

  /** @throws RangeError */
  get(clientId: string): StandardApp {
    const app = this.#apps.get(clientId)
    if (!app) throw new RangeError(`There is no ${this.#vendor} app ${clientId}`)
    return app
  }

  /** @throws RangeError */
  account(clientId: string, id: string): StandardAccount {
    const account = this.get(clientId).accounts.find((each) => each.id === id)
    if (!account) throw new RangeError(`The ${this.#vendor} app ${clientId} has no account ${id}`)
    return account
  }
}
