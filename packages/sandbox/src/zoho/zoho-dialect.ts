import type { Call } from '../call.ts'
import type { Dialect, Operation } from '../dialect.ts'
import { booksOrganizations } from './api/books.ts'
import { crmCreateLead, crmOrg, crmUsers } from './api/crm.ts'
import { deskOrganizations } from './api/desk.ts'
import { mailAccounts } from './api/mail.ts'
import { authorizeOperation, decisionOperation, errorPageOperation } from './authorize/authorize-endpoint.ts'
import { deviceCodeOperation } from './device/device-code-endpoint.ts'
import { deviceDecision, devicePage } from './device/device-page.ts'
import { deviceTokenOperation } from './device/device-token-endpoint.ts'
import { keys, openidConfiguration, serverInfo } from './identity/discovery.ts'
import { openidUserInfo, userInfo } from './identity/user-info.ts'
import { type Place, placeOf } from './place.ts'
import { revokeByClientOperation, revokeOperation } from './token/revoke-endpoint.ts'
import { tokenByGet, tokenOperation } from './token/token-endpoint.ts'
import type { ZohoState } from './zoho-state.ts'

const routes: Record<string, (state: ZohoState, place: Place, call: Call) => Operation> = {
  'GET /oauth/v2/auth': authorizeOperation,
  'POST /oauth/v2/auth/decision': decisionOperation,
  'GET /oauth/error': errorPageOperation,
  'POST /oauth/v2/token': tokenOperation,
  'GET /oauth/v2/token': tokenByGet,
  'POST /oauth/v2/token/revoke': revokeOperation,
  'POST /oauth/v2/revoke/token': revokeByClientOperation,
  'POST /oauth/v3/device/code': deviceCodeOperation,
  'POST /oauth/v3/device/token': deviceTokenOperation,
  'GET /oauth/v3/device': devicePage,
  'POST /oauth/v3/device': deviceDecision,
  'GET /oauth/serverinfo': serverInfo,
  'GET /.well-known/openid-configuration': openidConfiguration,
  'GET /oauth/v2/keys': keys,
  'GET /oauth/v2/userinfo': openidUserInfo,
  'GET /oauth/user/info': userInfo,
  'GET /api/crm/v8/org': crmOrg,
  'GET /api/crm/v8/users': crmUsers,
  'POST /api/crm/v8/Leads': crmCreateLead,
  'GET /api/books/v3/organizations': booksOrganizations,
  'GET /desk/api/v1/organizations': deskOrganizations,
  'GET /mail/api/accounts': mailAccounts,
}

/** Zoho's data centres under one prefix: accounts hosts, API hosts, Desk and Mail of each. */
export function zohoDialect(state: ZohoState): Dialect {
  return {
    prefix: '/zoho',
    receive(call) {
      const place = placeOf(call.path, call.headers.host)
      return routes[`${call.method} ${place.path}`]?.(state, place, call)
    },
  }
}
