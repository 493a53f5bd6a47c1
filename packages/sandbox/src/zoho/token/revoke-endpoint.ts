import type { Call } from '../../call.ts'
import type { Operation } from '../../dialect.ts'
import { jsonReply, type Reply } from '../../reply.ts'
import { checkClient } from '../check-client.ts'
import { tokenError } from '../errors.ts'
import type { Place } from '../place.ts'
import { requestParams } from '../request-params.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'

/** `POST /oauth/v2/token/revoke`: whoever holds a token may end it. */
export function revokeOperation(state: ZohoState, place: Place, call: Call): Operation {
  const token = requestParams(call).get('token') ?? ''
  return zohoOperation(state, 'revoke', () => revoke(state, place, token), ownerOf(state, token))
}

/** `POST /oauth/v2/revoke/token`: the newer path, which wants the client's credentials too. */
export function revokeByClientOperation(state: ZohoState, place: Place, call: Call): Operation {
  const params = requestParams(call)
  const token = params.get('token') ?? ''
  const act = () => {
    const client = checkClient(state, place, params)
    return typeof client === 'string' ? tokenError(state, client) : revoke(state, place, token)
  }
  return zohoOperation(state, 'revoke', act, ownerOf(state, token))
}

function revoke({ refreshTokens, accessTokens }: ZohoState, { dataCentre }: Place, token: string): Reply {
  const grant = refreshTokens.find(token) ?? accessTokens.find(token)?.grant
  // That it is HTTP 400 is documented, the body is not.
  if (grant?.dataCentre !== dataCentre) return jsonReply({ status: 'failure' }, 400)
  refreshTokens.end(token)
  accessTokens.end(token)
  return jsonReply({ status: 'success' })
}

function ownerOf({ refreshTokens, accessTokens }: ZohoState, token: string): string | undefined {
  return (refreshTokens.findEvenEnded(token) ?? accessTokens.find(token)?.grant)?.zuid
}
