import { ownCallback } from '../consent-link.ts'
import { listOa } from '../list-oa.ts'
import { getShopOa, type MethodCall, reauthorizationUrl, updateShopOa } from '../methods.ts'
import { authorizeShop } from '../shop-authorization.ts'

type Method = (call: MethodCall) => object

/** By the last part of the path. What eTelecom writes in lower case is upper case here. */
export const interitsMethods: Record<string, Method> = {
  'refresh-token': (call) =>
    // `oa_id` may be left out; Interits completes the consent itself, for it has no call to do so.
    reauthorizationUrl(withFirstOa(call), ownCallback(call.gateway, call.origin)),
  'list-oa': ({ gateway, shop, body }) => {
    const { accounts, paging } = listOa(gateway, shop, body)
    return { accounts: accounts.map(shout), paging }
  },
  'get-shop-oa': (call) => shout(getShopOa(call)),
  // Here, and only here, the owner is spelt right.
  'update-shop-oa': (call) => {
    const { onwer_id: owner_id, ...oa } = shout(updateShopOa(call))
    return { ...oa, owner_id }
  },
  'current-shop': ({ shop }) => ({
    id: shop.id,
    image_url: 'https://shop.invalid/logo.jpg',
    name: shop.name,
    type: 'Shop',
    website: 'https://shop.invalid',
  }),
  'authorize-shop': shopAuthorization,
  'create-shop': shopAuthorization,
}

function shopAuthorization({ gateway, origin, body }: MethodCall): object {
  const { type, auth_token, auth_url } = authorizeShop(gateway, origin, body)
  return { auth_token, auth_url, code: 'ok', expires_in: 86_400, meta: {}, msg: '', type: type.toUpperCase() }
}

function withFirstOa(call: MethodCall): MethodCall {
  if (call.body['oa_id'] !== undefined) return call
  const first = call.gateway.connections.ofShop(call.shop.id)[0]
  return { ...call, body: { ...call.body, oa_id: first?.oaId } }
}

function shout(oa: Record<string, unknown>): Record<string, unknown> {
  const method = String(oa['connection_method']).toUpperCase()
  return { ...oa, connection_method: method, verified: oa['is_verified'] }
}
