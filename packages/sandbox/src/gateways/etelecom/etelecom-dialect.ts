import { type Call, jsonOf, originOf } from '../../call.ts'
import type { Dialect, Operation } from '../../dialect.ts'
import { jsonReply, type Reply } from '../../reply.ts'
import { browserRoutes } from '../browser-routes.ts'
import type { GatewayState } from '../gateway-state.ts'
import { Refused } from '../refused.ts'
import { etelecomMethods, ownerOf } from './etelecom-methods.ts'
import { twirpError } from './twirp.ts'

/** eTelecom's Zalo Cloud: `POST /v1/shop.Zalo/<Method>` and `/v1/partner.Zalo/<Method>`. */
export function etelecomDialect(gateway: GatewayState): Dialect {
  const pages = browserRoutes(gateway)
  return {
    prefix: gateway.prefix,
    receive(call) {
      const path = call.path.slice(gateway.prefix.length)
      return path.startsWith('/v1/') ? method(gateway, call, path) : pages[`${call.method} ${path}`]?.(call)
    },
  }
}

function method(gateway: GatewayState, call: Call, path: string): Operation {
  const body = jsonOf(call)
  const accountId = body?.['oa_id']
  return {
    path: 'api',
    server: 'etelecom',
    ...(typeof accountId === 'string' && { accountId }),
    commit: () => ({ reply: answer(gateway, call, path, body) }),
    errorReply: (code) => twirpError(String(code), `The sandbox was asked for ${code}`),
    throttledReply: () => twirpError('resource_exhausted', 'Too many requests'),
  }
}

function answer(
  gateway: GatewayState,
  call: Call,
  path: string,
  body: Record<string, unknown> | undefined,
): Reply {
  try {
    const act = Object.hasOwn(etelecomMethods, path) ? etelecomMethods[path] : undefined
    if (!act || call.method !== 'POST' || !isJson(call)) {
      throw new Refused('bad_route', `No handler for ${call.method} ${path} with this Content-Type`)
    }
    const shop = ownerOf(gateway, path, call.headers.authorization)
    if (!body) throw new Refused('invalid_argument', 'The body is a JSON object')
    return jsonReply(act({ gateway, shop, body, origin: originOf(call) }))
  } catch (error) {
    if (error instanceof Refused) return twirpError(error.code, error.message)
    throw error
  }
}

function isJson({ headers }: Call): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json'
}
