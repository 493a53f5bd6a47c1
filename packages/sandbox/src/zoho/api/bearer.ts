import type { Call } from '../../call.ts'
import type { ZohoGrant } from '../grants/grant.ts'
import type { Place } from '../place.ts'
import type { ZohoState } from '../zoho-state.ts'

/** What the Authorization header of a call is worth; a token in the query is worth nothing. */
export type Bearer = { grant: ZohoGrant } | 'no-header' | 'dead'

export function bearerOf({ accessTokens }: ZohoState, { dataCentre }: Place, call: Call): Bearer {
  const token = /^(?:Zoho-oauthtoken|Bearer) +(\S+)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (token === undefined) return 'no-header'
  const grant = accessTokens.find(token)?.grant
  // The API of another data centre does not know it.
  return grant?.dataCentre === dataCentre ? { grant } : 'dead'
}
