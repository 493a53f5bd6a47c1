import { type Body, id, integer, optionalId, optionalText, text } from './arguments.ts'
import { connectOa } from './connect-oa.ts'
import { consentLink } from './consent-link.ts'
import type { GatewayState } from './gateway-state.ts'
import type { OaConnection } from './oa-connections.ts'
import { oaInformation, oaObject } from './oa-object.ts'
import type { GatewayShop } from './options.ts'
import { Refused } from './refused.ts'

/** What a method of a gateway is called with. */
export interface MethodCall {
  gateway: GatewayState
  shop: GatewayShop
  body: Body
  /** Of the sandbox, as `http://127.0.0.1:8911`. */
  origin: string
}

/** `{app_id, app_secret, redirect_uri}` → a link to the consent. */
export function authorizeOa({ gateway, shop, body, origin }: MethodCall): { url: string } {
  const appId = optionalId(body, 'app_id')
  const app = appId === undefined ? shop.apps[0] : shop.apps.find((each) => each.appId === appId)
  const secret = optionalText(body, 'app_secret')
  if (!app || (secret !== undefined && secret !== app.appSecret)) {
    throw new Refused('invalid_argument', 'app_id or app_secret is wrong')
  }
  // A wrong callback is noticed by the consent page only, as at Zalo.
  const redirectUri = optionalText(body, 'redirect_uri') ?? app.redirectUris[0] ?? ''
  return { url: consentLink(gateway, origin, { appId: app.appId, redirectUri }) }
}

/** `{code, oa_id, state}` of the callback → the OA, without any token. */
export function completeConsent({ gateway, shop, body }: MethodCall): Record<string, unknown> {
  const given = { code: text(body, 'code'), oaId: id(body, 'oa_id'), state: integer(body, 'state') }
  return oaObject(gateway, connectOa(gateway, given, 'direct', shop.id))
}

/** `{oa_id}` → a link to the consent again; nothing is refreshed by it. */
export function reauthorizationUrl(call: MethodCall, redirectUri?: string): { url: string } {
  const { gateway, origin } = call
  const { appId } = connectionOf(call)
  const registered = gateway.shops.app(appId)?.app.redirectUris[0] ?? ''
  return { url: consentLink(gateway, origin, { appId, redirectUri: redirectUri ?? registered }) }
}

/** `{oa_id}` → the OA and its quotas. */
export function getShopOa(call: MethodCall): Record<string, unknown> {
  return oaInformation(call.gateway, connectionOf(call))
}

/** `{oa_id, webhook_url}` → the same. */
export function updateShopOa(call: MethodCall): Record<string, unknown> {
  const { oaId } = connectionOf(call)
  const webhookUrl = text(call.body, 'webhook_url')
  return oaInformation(call.gateway, call.gateway.connections.change(oaId, { webhookUrl }))
}

export function connectionOf({ gateway, shop, body }: MethodCall): OaConnection {
  const oaId = id(body, 'oa_id')
  const connection = gateway.connections.find(oaId)
  if (connection?.shopId === shop.id) return connection
  throw new Refused('not_found', `The OA ${oaId} is not connected to this shop`)
}
