import type { GatewayApp, GatewayOa, GatewayShop } from './options.ts'

/** The shops of a gateway, and what belongs to them. */
export class Shops {
  readonly #shops: GatewayShop[]

  constructor(shops: GatewayShop[]) {
    this.#shops = structuredClone(shops)
  }

  all(): GatewayShop[] {
    return this.#shops
  }

  find(id: unknown): GatewayShop | undefined {
    return this.#shops.find((shop) => shop.id === id)
  }

  byApiKey(key: unknown): GatewayShop | undefined {
    return this.#shops.find((shop) => shop.apiKey === key)
  }

  /** A partner's key for a shop works once the shop has agreed. */
  byShopKey(key: unknown): GatewayShop | undefined {
    return this.#shops.find((shop) => shop.shopKey === key && isAuthorized(shop))
  }

  app(appId: string): { shop: GatewayShop; app: GatewayApp } | undefined {
    for (const shop of this.#shops) {
      const app = shop.apps.find((each) => each.appId === appId)
      if (app) return { shop, app }
    }
    return undefined
  }

  oas(): { shop: GatewayShop; oa: GatewayOa }[] {
    return this.#shops.flatMap((shop) => shop.oas.map((oa) => ({ shop, oa })))
  }

  /** @throws RangeError */
  oa(oaId: string): { shop: GatewayShop; oa: GatewayOa } {
    const found = this.oas().find(({ oa }) => oa.id === oaId)
    if (!found) throw new RangeError(`The gateway has no OA ${oaId}`)
    return found
  }
}

export function isAuthorized({ authorized }: GatewayShop): boolean {
  return authorized ?? true
}
