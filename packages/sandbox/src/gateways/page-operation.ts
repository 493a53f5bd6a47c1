import type { Operation } from '../dialect.ts'
import { htmlReply, type Reply } from '../reply.ts'
import type { GatewayState } from './gateway-state.ts'
import { messagePage } from './pages.ts'

/** A page for a browser, of one of the gateways. */
export function pageOperation(gateway: GatewayState, params: URLSearchParams, act: () => Reply): Operation {
  const accountId = params.get('oa_id')
  return {
    path: 'permission',
    server: gateway.server,
    ...(accountId && { accountId }),
    commit: () => ({ reply: act() }),
    errorReply: (code) => htmlReply(messagePage(gateway, `Lỗi / Error ${code}`), 400),
  }
}
