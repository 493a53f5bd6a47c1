import type { Call } from '../call.ts'
import type { Dialect, Operation } from '../dialect.ts'
import { loginDecisionOperation, loginOperation } from './login-endpoint.ts'
import { profileOperation } from './profile.ts'
import type { SocialState } from './social-state.ts'
import { socialTokenOperation } from './token-endpoint.ts'

/** Zalo's social login, OAuth v4: under the same prefix as the Official Accounts, as the real hosts. */
export function zaloSocialDialect(state: SocialState): Dialect {
  const routes: Record<string, (call: Call) => Operation> = {
    'GET /v4/permission': (call) => loginOperation(state, call),
    'POST /v4/permission/decision': (call) => loginDecisionOperation(state, call),
    'POST /v4/access_token': (call) => socialTokenOperation(state, call),
    'GET /v2.0/me': (call) => profileOperation(state, call),
  }
  const prefix = '/zalo'
  return {
    prefix,
    receive: (call) => routes[`${call.method} ${call.path.slice(prefix.length)}`]?.(call),
  }
}
