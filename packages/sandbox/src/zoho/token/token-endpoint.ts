import type { Call } from '../../call.ts'
import type { CommitMode, Committed, Operation } from '../../dialect.ts'
import { checkClient } from '../check-client.ts'
import { serverErrorPage, tokenError } from '../errors.ts'
import type { ZohoClient } from '../options.ts'
import type { Place } from '../place.ts'
import { requestParams } from '../request-params.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import { clientCredentials } from './client-credentials.ts'
import { exchangeCode } from './exchange-code.ts'
import { grantFactsOf } from './grant-facts.ts'
import { refresh } from './refresh.ts'

/** What a grant type is redeemed with. */
export interface TokenRequest {
  place: Place
  client: ZohoClient
  params: URLSearchParams
  mode: CommitMode
}

const grantTypes: Record<string, (state: ZohoState, request: TokenRequest) => Committed> = {
  authorization_code: exchangeCode,
  refresh_token: refresh,
  client_credentials: clientCredentials,
}

/** `POST /oauth/v2/token`. */
export function tokenOperation(state: ZohoState, place: Place, call: Call): Operation {
  const params = requestParams(call)
  const grantType = params.get('grant_type')
  const grant = grantFactsOf(state, params)
  return {
    ...zohoOperation(state, 'token', serverErrorPage, grant?.accountId),
    ...(grantType && { grantType }),
    ...(grant && { grant }),
    commit: (mode) => redeem(state, place, params, mode),
  }
}

/** `GET /oauth/v2/token`: refused, whatever it asks. */
export function tokenByGet(state: ZohoState): Operation {
  return zohoOperation(state, 'token', serverErrorPage)
}

function redeem(state: ZohoState, place: Place, params: URLSearchParams, mode: CommitMode): Committed {
  const client = checkClient(state, place, params)
  if (typeof client === 'string') return { reply: tokenError(state, client) }
  const grantType = params.get('grant_type')
  if (!grantType) return { reply: serverErrorPage() }
  const redeemGrant = Object.hasOwn(grantTypes, grantType) ? grantTypes[grantType] : undefined
  if (!redeemGrant) return { reply: tokenError(state, 'invalid_client') }
  return redeemGrant(state, { place, client, params, mode })
}
