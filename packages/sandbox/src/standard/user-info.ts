import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { jsonReply } from '../reply.ts'
import { refusedReply, type StandardState } from './standard-state.ts'

/** Whose a token is: OpenID Connect Core 1.0 section 5.3.2. */
export function userInfoOperation(state: StandardState, call: Call): Operation {
  const { apps, spec, tokens } = state
  const [, token = ''] = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '') ?? []
  const owner = tokens.findAccess(token)
  return {
    path: 'userinfo',
    server: spec.name,
    ...(owner && { accountId: owner.accountId }),
    commit() {
      if (!owner) return { reply: { ...refusedReply(spec.manner.refused('access-token')), status: 401 } }
      const { id, name } = apps.account(owner.appId, owner.accountId)
      return { reply: jsonReply({ sub: id, name }) }
    },
    errorReply: (code) => refusedReply(spec.manner.refusedWith(String(code))),
    throttledReply: () => refusedReply(spec.manner.refused('throttled')),
  }
}
