import type { ZaloPayApp, ZaloPayUser } from './options.ts'

/** The registered mini apps. */
export class ZaloPayApps {
  readonly #apps = new Map<number, ZaloPayApp>()

  /** Registers an app, or replaces the one of the same id. */
  register(app: ZaloPayApp): void {
    this.#apps.set(app.appId, structuredClone(app))
  }

  find(appId: number): ZaloPayApp | undefined {
    return this.#apps.get(appId)
  }

  first(): ZaloPayApp | undefined {
    return this.#apps.values().next().value
  }

  /** The secret key is all that the server's calls say about the app. */
  bySecret(secretKey: unknown): ZaloPayApp | undefined {
    return [...this.#apps.values()].find((app) => app.secretKey === secretKey)
  }

  /** @throws RangeError */
  get(appId: number): ZaloPayApp {
    const app = this.#apps.get(appId)
    if (!app) throw new RangeError(`There is no ZaloPay app ${appId}`)
    return app
  }

  /** @throws RangeError */
  user(appId: number, muid: string): ZaloPayUser {
    const user = this.get(appId).users.find((each) => each.muid === muid)
    if (!user) throw new RangeError(`The ZaloPay app ${appId} has no user ${muid}`)
    return user
  }
}
