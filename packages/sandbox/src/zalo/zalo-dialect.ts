import type { Call } from '../call.ts'
import type { Dialect, Operation } from '../dialect.ts'
import { getoaOperation } from './getoa.ts'
import { messageOperation, templateMessageOperation } from './messages.ts'
import { decisionOperation, errorPageOperation, permissionOperation } from './permission-endpoint.ts'
import { tokenOperation } from './token-endpoint.ts'
import type { ZaloState } from './zalo-state.ts'

/** Zalo's OAuth v4 for Official Accounts, and their APIs: all of its hosts under one prefix. */
export function zaloDialect(state: ZaloState): Dialect {
  const routes: Record<string, (call: Call) => Operation> = {
    'GET /v4/oa/permission': (call) => permissionOperation(state, call),
    'POST /v4/oa/permission/decision': (call) => decisionOperation(state, call),
    'GET /v4/permission/error': (call) => errorPageOperation(call),
    'POST /v4/oa/access_token': (call) => tokenOperation(state, call),
    'GET /v2.0/oa/getoa': (call) => getoaOperation(state, call),
    'POST /v3.0/oa/message/cs': (call) => messageOperation(state, call),
    'POST /message/template': (call) => templateMessageOperation(state, call),
  }
  const prefix = '/zalo'
  return {
    prefix,
    receive: (call) => routes[`${call.method} ${call.path.slice(prefix.length)}`]?.(call),
  }
}
