import { randomInt } from 'node:crypto'
import { jsonReply } from '../../reply.ts'
import type { ZohoUser } from '../options.ts'
import { type Resource, resource } from './resource.ts'

const refusal = (code: string, message: string) => () =>
  jsonReply({ code, details: {}, message, status: 'error' }, 401)

const refusals = {
  noHeader: refusal('AUTHENTICATION_FAILURE', 'Authentication failed'),
  deadToken: refusal('INVALID_TOKEN', 'invalid oauth token'),
  scopeMissing: refusal('OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL'),
}

/** `GET /crm/v8/org`. */
export const crmOrg: Resource = resource(refusals, ['ZohoCRM.org.READ', 'ZohoCRM.settings.READ'], (user) =>
  jsonReply({ org: [organization(user)] }),
)

/** `GET /crm/v8/users`. */
export const crmUsers: Resource = resource(refusals, ['ZohoCRM.users.READ'], (user) =>
  jsonReply({
    users: [crmUser(user)],
    info: { per_page: 200, count: 1, page: 1, more_records: false },
  }),
)

/** `POST /crm/v8/Leads`: a call with a body. */
export const crmCreateLead: Resource = resource(
  refusals,
  ['ZohoCRM.modules.ALL', 'ZohoCRM.modules.leads.CREATE'],
  () =>
    jsonReply(
      {
        data: [
          {
            code: 'SUCCESS',
            details: { id: `64020${randomInt(1e9, 1e10)}` },
            message: 'record added',
            status: 'success',
          },
        ],
      },
      201,
    ),
)

function organization({ orgId, orgName, email }: ZohoUser): Record<string, unknown> {
  return {
    id: `${orgId}000123`,
    zgid: orgId,
    company_name: orgName,
    primary_email: email,
    country_code: 'VN',
    currency: 'VND',
    time_zone: 'Asia/Ho_Chi_Minh',
    mc_status: false,
    gapps_enabled: false,
  }
}

function crmUser({ zuid, orgId, email, firstName, lastName }: ZohoUser): Record<string, unknown> {
  return {
    id: `${orgId}000456`,
    zuid,
    email,
    first_name: firstName,
    last_name: lastName,
    full_name: `${firstName} ${lastName}`,
    status: 'active',
    confirm: true,
    role: { name: 'CEO', id: `${orgId}000001` },
    profile: { name: 'Administrator', id: `${orgId}000002` },
  }
}
