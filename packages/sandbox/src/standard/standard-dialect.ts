import type { Call } from '../call.ts'
import type { Dialect, Operation } from '../dialect.ts'
import { consentOperation, decisionOperation } from './authorize-endpoint.ts'
import type { StandardState } from './standard-state.ts'
import { tokenOperation } from './token-endpoint.ts'
import { userInfoOperation } from './user-info.ts'

/** The pages of one such server, under its name. */
export function standardDialect(state: StandardState): Dialect {
  const { name, paths } = state.spec
  const routes = new Map<string, (state: StandardState, call: Call) => Operation>()
  for (const path of [paths.token].flat()) routes.set(`POST ${path}`, tokenOperation)
  if (paths.authorization !== undefined) {
    routes.set(`GET ${paths.authorization}`, consentOperation)
    routes.set(`POST ${paths.authorization}/decision`, decisionOperation)
  }
  if (paths.userInfo !== undefined) routes.set(`GET ${paths.userInfo}`, userInfoOperation)
  const prefix = `/${name}`
  return {
    prefix,
    receive: (call) => routes.get(`${call.method} ${call.path.slice(prefix.length)}`)?.(state, call),
  }
}
