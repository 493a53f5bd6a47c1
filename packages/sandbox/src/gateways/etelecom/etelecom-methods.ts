import type { GatewayState } from '../gateway-state.ts'
import { listOa } from '../list-oa.ts'
import {
  authorizeOa,
  completeConsent,
  getShopOa,
  type MethodCall,
  reauthorizationUrl,
  updateShopOa,
} from '../methods.ts'
import type { GatewayShop } from '../options.ts'
import { Refused } from '../refused.ts'
import { authorizeShop } from '../shop-authorization.ts'

type Method = (call: MethodCall) => object

const zaloMethods: Record<string, Method> = {
  AuthorizeOA: authorizeOa,
  ConnectOA: completeConsent,
  RefreshToken: (call) => reauthorizationUrl(call),
  ListOA: ({ gateway, shop, body }) => listOa(gateway, shop, body),
  GetShopOA: getShopOa,
  UpdateShopOA: updateShopOa,
}

const partnerShopPath = '/v1/partner.Shop/AuthorizeShop'

/** By path: the service name follows a dot. */
export const etelecomMethods: Record<string, Method> = {
  ...Object.fromEntries(
    Object.entries(zaloMethods).flatMap(([name, method]) => [
      [`/v1/shop.Zalo/${name}`, method],
      [`/v1/partner.Zalo/${name}`, method],
    ]),
  ),
  [partnerShopPath]: ({ gateway, body, origin }) => authorizeShop(gateway, origin, body),
}

/**
 * The shop that a key stands for: a shop has its own key, a partner one for each shop that agreed.
 * @throws Refused
 */
export function ownerOf(
  { shops, partnerKey }: GatewayState,
  path: string,
  authorization: string | undefined,
): GatewayShop {
  const key = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1]
  const shop = shopFor(path, key)
  if (!shop) throw new Refused('unauthenticated', 'The API key is missing or wrong')
  return shop

  function shopFor(path: string, key: string | undefined): GatewayShop | undefined {
    if (path === partnerShopPath) return key === partnerKey ? shops.all()[0] : undefined
    return path.startsWith('/v1/partner.') ? shops.byShopKey(key) : shops.byApiKey(key)
  }
}
