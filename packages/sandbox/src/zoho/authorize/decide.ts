import { withQuery } from '../../query.ts'
import type { ZohoChoice } from '../choice.ts'
import type { ZohoUser } from '../options.ts'
import { accountsPath, accountsServer, type Place } from '../place.ts'
import type { ZohoState } from '../zoho-state.ts'
import type { ConsentRequest } from './consent-request.ts'

/** Acts on the choice; returns where the browser goes next. */
export function decide(state: ZohoState, place: Place, request: ConsentRequest, choice: ZohoChoice): string {
  const { registry, codeWindows } = state
  const { client } = request
  const user = choice.zuid === undefined ? registry.users()[0] : registry.findUser(choice.zuid)
  if (!user) return errorPath(place, 'invalid_user')
  if (!registry.clientAt(user.dataCentre, client.clientId)) return errorPath(place, 'invalid_client')
  const location = {
    location: user.dataCentre,
    'accounts-server': accountsServer(state, place.origin, user.dataCentre),
  }
  // The throttle says the same as a user who refuses.
  if (choice.decision === 'deny' || !codeWindows.take(client.clientId)) {
    const where = state.quirks.denialWithLocation ? location : {}
    return withQuery(request.redirectUri, { error: 'access_denied', state: request.state, ...where })
  }
  const code = issueCode(state, request, user)
  return withQuery(request.redirectUri, { state: request.state, code, ...location })
}

export function errorPath({ dataCentre }: Place, code: string): string {
  return `${accountsPath(dataCentre)}/oauth/error?code=${encodeURIComponent(code)}`
}

function issueCode(
  { codes, consents, lifetimes }: ZohoState,
  request: ConsentRequest,
  user: ZohoUser,
): string {
  const { client, redirectUri, scopes, challenge } = request
  const { zuid, dataCentre } = user
  const first = request.offline && consents.give(client.clientId, zuid)
  const offline = first || (request.offline && request.promptConsent)
  const grant = { clientId: client.clientId, zuid, dataCentre, scopes, redirectUri, offline }
  return codes.issue({ ...grant, ...(challenge && { challenge }) }, lifetimes.code)
}
