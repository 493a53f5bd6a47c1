import { type Call, jsonOf, originOf } from '../../call.ts'
import type { Dialect, Operation } from '../../dialect.ts'
import type { Reply } from '../../reply.ts'
import { browserRoutes } from '../browser-routes.ts'
import type { GatewayState } from '../gateway-state.ts'
import { type RefusalCode, Refused } from '../refused.ts'
import { type Envelope, failure, success } from './envelope.ts'
import { interitsMethods } from './interits-methods.ts'

const root = '/api/vendor/v1/zalo/'

/** Interits' CPaaS: `POST /api/vendor/v1/zalo/<method>`, a wrapper over eTelecom. */
export function interitsDialect(gateway: GatewayState, envelope: Envelope): Dialect {
  const pages = browserRoutes(gateway)
  return {
    prefix: gateway.prefix,
    receive(call) {
      const path = call.path.slice(gateway.prefix.length)
      return path.startsWith(root)
        ? method(gateway, envelope, call, path.slice(root.length))
        : pages[`${call.method} ${path}`]?.(call)
    },
  }
}

function method(gateway: GatewayState, envelope: Envelope, call: Call, name: string): Operation {
  const body = jsonOf(call)
  const accountId = body?.['oa_id']
  return {
    path: 'api',
    server: 'interits',
    ...(typeof accountId === 'string' && { accountId }),
    commit: () => ({ reply: answer(gateway, envelope, call, name) }),
    errorReply: (code) => failure(envelope, Number(code), `The sandbox was asked for ${code}`),
    throttledReply: () => failure(envelope, 429, 'Too many requests'),
  }
}

const statuses: Record<RefusalCode, number> = {
  invalid_argument: 400,
  unauthenticated: 401,
  not_found: 404,
  bad_route: 404,
}

function answer(gateway: GatewayState, envelope: Envelope, call: Call, name: string): Reply {
  const act = Object.hasOwn(interitsMethods, name) ? interitsMethods[name] : undefined
  if (!act) return failure(envelope, 404, 'Not Found')
  if (call.method !== 'POST') return failure(envelope, 405, 'Method Not Allowed')
  const shop = gateway.shops.byApiKey(call.headers['api-key'])
  if (!shop) return failure(envelope, 401, 'Unauthorized')
  // current-shop has no body at all.
  const body = call.body === '' ? {} : jsonOf(call)
  if (!body) return failure(envelope, 400, 'The body is a JSON object')
  try {
    return success(envelope, act({ gateway, shop, body, origin: originOf(call) }))
  } catch (error) {
    if (error instanceof Refused) return failure(envelope, statuses[error.code], error.message)
    throw error
  }
}
