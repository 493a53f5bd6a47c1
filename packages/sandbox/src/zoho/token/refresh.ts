import type { Committed } from '../../dialect.ts'
import { throttledReply, tokenError } from '../errors.ts'
import type { ZohoState } from '../zoho-state.ts'
import { issuedReply } from './issued-reply.ts'
import type { TokenRequest } from './token-endpoint.ts'

/** `grant_type=refresh_token`: a new access token; the refresh token stays, and is not in the answer. */
export function refresh(state: ZohoState, { place, client, params }: TokenRequest): Committed {
  const refreshToken = params.get('refresh_token') ?? ''
  const grant = state.refreshTokens.find(refreshToken)
  if (grant?.clientId !== client.clientId) return { reply: tokenError(state, 'invalid_code') }
  if (grant.dataCentre !== place.dataCentre) return { reply: tokenError(state, state.quirks.wrongDataCentre) }
  if (!state.refreshWindows.take(refreshToken)) return { reply: throttledReply(state) }
  const reply = issuedReply(state, place, {
    accessToken: state.accessTokens.issue(grant, refreshToken),
    scopes: grant.scopes,
    withApiDomain: state.quirks.apiDomainOnRefresh,
  })
  return { reply, issued: { accountId: grant.zuid, generation: 1 } }
}
