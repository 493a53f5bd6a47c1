import type { Call } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { jsonReply, type Reply } from '../reply.ts'
import { provesAppSecret } from '../zalo/app-secret-proof.ts'
import { graphError } from './graph-errors.ts'
import type { ZaloUser } from './options.ts'
import type { SocialState } from './social-state.ts'

/** `GET /v2.0/me` of graph.zalo.me: who is this access token? */
export function profileOperation(state: SocialState, call: Call): Operation {
  const inQuery = state.tokenInQuery ? call.query.get('access_token') : null
  const token = String(call.headers['access_token'] ?? inQuery ?? '')
  const accountId = state.tokens.findAccess(token)?.accountId
  return {
    path: 'userinfo',
    server: 'zalo-social',
    ...(accountId && { accountId }),
    commit: () => ({ reply: profile(state, call, token) }),
    errorReply: graphError,
    throttledReply: () => graphError(12_000),
  }
}

function profile(state: SocialState, call: Call, token: string): Reply {
  const owner = state.tokens.findAccess(token)
  if (!owner) return graphError(452)
  const { appId, accountId } = owner
  const left = Math.min(state.appCalls.count(appId), state.userCalls.count(`${appId}:${accountId}`))
  if (left < 0) return graphError(12_000)
  const { secretKey, checkSecretProof } = state.apps.get(appId)
  // The OA API's code: which one the graph has for it is not known.
  if (checkSecretProof && !provesAppSecret(call, token, secretKey)) return graphError(-242)
  const user = state.apps.user(appId, accountId)
  return jsonReply({ error: 0, message: 'Success', ...fieldsOf(user, call.query.get('fields') ?? 'id') })
}

/** Flat, beside `error` and `message`; only what was asked for. */
function fieldsOf(user: ZaloUser, fields: string): Record<string, unknown> {
  const known: Record<string, unknown> = {
    id: user.id,
    name: user.name,
    picture: { data: { url: `https://avatar.invalid/${user.id}.jpg` } },
  }
  const asked = fields.split(',').map((field) => field.trim())
  return Object.fromEntries(Object.entries(known).filter(([field]) => asked.includes(field)))
}
