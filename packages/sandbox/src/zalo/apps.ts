import type { ZaloApp, ZaloOa } from './options.ts'

/** The registered apps. */
export class Apps {
  readonly #apps = new Map<string, ZaloApp>()

  /** Registers an app, or replaces the one of the same id. */
  register(app: ZaloApp): void {
    this.#apps.set(app.appId, structuredClone(app))
  }

  find(appId: string): ZaloApp | undefined {
    return this.#apps.get(appId)
  }

  first(): ZaloApp | undefined {
    return this.#apps.values().next().value
  }

  /** @throws RangeError */
  get(appId: string): ZaloApp {
    const app = this.#apps.get(appId)
    if (!app) throw new RangeError(`There is no Zalo app ${appId}`)
    return app
  }

  /** @throws RangeError */
  oa(appId: string, oaId: string): ZaloOa {
    const oa = this.get(appId).oas.find(({ id }) => id === oaId)
    if (!oa) throw new RangeError(`The Zalo app ${appId} has no OA ${oaId}`)
    return oa
  }
}
