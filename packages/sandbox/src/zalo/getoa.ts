import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { jsonReply, type Reply } from '../reply.ts'
import { apiError } from './errors.ts'
import type { ZaloOa } from './options.ts'
import type { ZaloState } from './zalo-state.ts'

/** `GET /v2.0/oa/getoa`: who is this access token? */
export function getoaOperation(state: ZaloState, call: Call): Operation {
  // Only this header counts: Zalo takes a request with Authorization: Bearer for an anonymous one.
  const token = String(call.headers['access_token'] ?? '')
  const accountId = state.tokens.findAccess(token)?.oaId
  return {
    path: 'getoa',
    ...(accountId && { accountId }),
    commit: () => ({ reply: getoa(state, token) }),
    errorReply: apiError,
  }
}

function getoa({ apps, tokens, calls }: ZaloState, token: string): Reply {
  const access = tokens.findAccess(token)
  const remain = calls.count(access?.appId ?? '')
  const reply = () => {
    if (remain < 0) return apiError(-32)
    if (access?.removed) return apiError(-220)
    if (!access?.live) return apiError(-216)
    const oa = apps.oa(access.appId, access.oaId)
    return jsonReply({ error: 0, message: 'Success', data: profileOf(oa) })
  }
  const { headers, ...rest } = reply()
  const limits = {
    'X-RateLimit-Limit': String(calls.limit),
    'X-RateLimit-Remain': String(Math.max(0, remain)),
  }
  return { ...rest, headers: { ...headers, ...limits } }
}

function profileOf({ id, name, idField }: ZaloOa): Record<string, unknown> {
  return {
    [idField ?? 'oa_id']: id,
    name,
    description: `${name} – Official Account`,
    oa_alias: '',
    is_verified: true,
    oa_type: 2,
    cate_name: 'Ăn uống',
    num_follower: 1024,
    avatar: 'https://avatar.invalid/oa.jpg',
    cover: 'https://cover.invalid/oa.jpg',
    package_name: 'Gói Nâng cao',
    package_valid_through_date: '31/12/2030',
    package_auto_renew_date: '',
    linked_zca: '',
  }
}
