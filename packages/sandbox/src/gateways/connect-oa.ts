import type { GatewayState } from './gateway-state.ts'
import type { OaConnection } from './oa-connections.ts'
import { Refused } from './refused.ts'

/** What a callback brought. */
interface CallbackValues {
  code: string
  oaId: string
  state: string
}

/** Completes a consent: the gateway takes the tokens, and says no word of them. */
export function connectOa(
  { codes, connections }: GatewayState,
  { code, oaId, state }: CallbackValues,
  method: OaConnection['method'],
  shopId?: string,
): OaConnection {
  const grant = codes.find(code)
  if (!grant || grant.oaId !== oaId || grant.state !== state || (shopId && grant.shopId !== shopId)) {
    throw new Refused('invalid_argument', 'code, oa_id and state do not belong together')
  }
  if (!codes.take(code, grant.appId)) throw new Refused('invalid_argument', 'code is used or expired')
  return connections.connect({ oaId, shopId: grant.shopId, appId: grant.appId, method })
}
