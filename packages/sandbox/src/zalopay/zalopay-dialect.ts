import type { Call } from '../call.ts'
import type { Dialect, Operation } from '../dialect.ts'
import { zalopayTokenOperation } from './token-endpoint.ts'
import { publicUserInfoOperation, userInfoOperation } from './user-info.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** ZaloPay's user authorization: openapi.zalopay.vn and sb-openapi.zalopay.vn. */
export function zalopayDialect(state: ZaloPayState): Dialect {
  const routes: Record<string, (call: Call) => Operation> = {
    [`POST ${state.tokenPath}`]: (call) => zalopayTokenOperation(state, call),
    [`GET ${state.userInfoPath}`]: (call) => userInfoOperation(state, call),
    [`GET ${state.publicUserInfoPath}`]: (call) => publicUserInfoOperation(state, call),
  }
  const prefix = '/zalopay'
  return {
    prefix,
    receive: (call) => routes[`${call.method} ${call.path.slice(prefix.length)}`]?.(call),
  }
}
