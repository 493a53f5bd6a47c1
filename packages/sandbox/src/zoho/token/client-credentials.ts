import type { Committed } from '../../dialect.ts'
import { throttledReply, tokenError } from '../errors.ts'
import { parseScopes } from '../scopes.ts'
import type { ZohoState } from '../zoho-state.ts'
import { issuedReply } from './issued-reply.ts'
import type { TokenRequest } from './token-endpoint.ts'

/** `grant_type=client_credentials`: an access token for the organization that `soid` names. */
export function clientCredentials(state: ZohoState, { place, client, params }: TokenRequest): Committed {
  const scopes = parseScopes(params.get('scope'))
  if (!scopes) return { reply: tokenError(state, 'invalid_scope') }
  const soid = params.get('soid') ?? ''
  const orgId = /^\w+\.(\d+)$/.exec(soid)?.[1]
  const user = state.registry.users().find((known) => known.orgId === orgId)
  // Every product here can have several organizations, so each needs the id.
  if (user?.dataCentre !== place.dataCentre) return { reply: tokenError(state, 'missing_org_info') }
  if (!state.refreshWindows.take(`${client.clientId}:${soid}`)) return { reply: throttledReply(state) }
  const { zuid, dataCentre } = user
  const accessToken = state.accessTokens.issue({ clientId: client.clientId, zuid, dataCentre, scopes })
  return {
    reply: issuedReply(state, place, { accessToken, scopes }),
    issued: { accountId: zuid, generation: 1 },
  }
}
