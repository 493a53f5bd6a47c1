import type { ZaloSocialApp, ZaloUser } from './options.ts'

/** The registered apps. */
export class SocialApps {
  readonly #apps = new Map<string, ZaloSocialApp>()

  /** Registers an app, or replaces the one of the same id. */
  register(app: ZaloSocialApp): void {
    this.#apps.set(app.appId, structuredClone(app))
  }

  find(appId: string): ZaloSocialApp | undefined {
    return this.#apps.get(appId)
  }

  first(): ZaloSocialApp | undefined {
    return this.#apps.values().next().value
  }

  /** @throws RangeError */
  get(appId: string): ZaloSocialApp {
    const app = this.#apps.get(appId)
    if (!app) throw new RangeError(`There is no Zalo social app ${appId}`)
    return app
  }

  /** @throws RangeError */
  user(appId: string, userId: string): ZaloUser {
    const user = this.get(appId).users.find(({ id }) => id === userId)
    if (!user) throw new RangeError(`The Zalo social app ${appId} has no user ${userId}`)
    return user
  }
}
