import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { oaCallback, oaDecision, oaPermission } from './consent-endpoint.ts'
import type { GatewayState } from './gateway-state.ts'
import { shopDecision, shopPermission } from './shop-authorization.ts'

/** The pages of a gateway, by method and path without its prefix. */
export function browserRoutes(gateway: GatewayState): Record<string, (call: Call) => Operation> {
  return {
    'GET /oa/permission': (call) => oaPermission(gateway, call),
    'POST /oa/permission/decision': (call) => oaDecision(gateway, call),
    'GET /oa/callback': (call) => oaCallback(gateway, call),
    'GET /shop/authorize': (call) => shopPermission(gateway, call),
    'POST /shop/authorize/decision': (call) => shopDecision(gateway, call),
  }
}
