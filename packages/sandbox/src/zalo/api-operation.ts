import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import type { FaultPath } from '../faults/fault.ts'
import type { Reply } from '../reply.ts'
import { provesAppSecret } from './app-secret-proof.ts'
import { apiError } from './errors.ts'
import type { ZaloOa } from './options.ts'
import type { ZaloState } from './zalo-state.ts'

/** One page of an API that is called with an OA's access token. */
export interface ApiPage {
  path: FaultPath
  /** The error codes of its host. */
  codes: { invalidToken: number; removedApp: number; badProof: number }
  /** Whether its calls count against the app's calls per minute. */
  counted: boolean
  act(owner: { appId: string; oa: ZaloOa }): Reply
}

export const openapiCodes = { invalidToken: -216, removedApp: -220, badProof: -242 }
export const businessCodes = { invalidToken: -124, removedApp: -124, badProof: -1241 }

/** Answers in HTTP 200, whatever happens: the code is in the body. */
export function apiOperation(state: ZaloState, call: Call, page: ApiPage): Operation {
  // Only this header counts: Zalo takes a request with Authorization: Bearer for an anonymous one.
  const token = String(call.headers['access_token'] ?? '')
  const accountId = state.tokens.findAccess(token)?.oaId
  return {
    path: page.path,
    server: 'zalo-oa',
    ...(accountId && { accountId }),
    commit: () => ({ reply: answer(state, call, token, page) }),
    errorReply: apiError,
  }
}

function answer(state: ZaloState, call: Call, token: string, page: ApiPage): Reply {
  const { apps, tokens, calls, deadTokenCode } = state
  const access = tokens.findAccess(token)
  const remain = page.counted ? calls.count(access?.appId ?? '') : 0
  const reply = () => {
    if (remain < 0) return apiError(-32)
    if (access?.removed) return apiError(deadTokenCode ?? page.codes.removedApp)
    if (!access?.live) return apiError(deadTokenCode ?? page.codes.invalidToken)
    const { appId, oaId } = access
    const { secretKey, checkSecretProof } = apps.get(appId)
    if (checkSecretProof && !provesAppSecret(call, token, secretKey)) return apiError(page.codes.badProof)
    return page.act({ appId, oa: apps.oa(appId, oaId) })
  }
  const { headers, ...rest } = reply()
  const limits = {
    'X-RateLimit-Limit': String(calls.limit),
    'X-RateLimit-Remain': String(Math.max(0, remain)),
  }
  return { ...rest, headers: { ...headers, ...(page.counted && limits) } }
}
