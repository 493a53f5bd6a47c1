import { jsonReply } from '../../reply.ts'
import { type Resource, resource } from './resource.ts'

const refusals = {
  noHeader: () => jsonReply({ errorCode: 'UNAUTHORIZED', message: 'You are not authenticated.' }, 401),
  deadToken: () =>
    jsonReply({ errorCode: 'INVALID_OAUTH', message: 'The OAuth Token you provided is invalid.' }, 401),
  scopeMissing: () =>
    jsonReply({ errorCode: 'SCOPE_MISMATCH', message: 'The OAuth Token lacks the scope for this.' }, 403),
}

/** `GET /api/v1/organizations` of desk.zoho.com. */
export const deskOrganizations: Resource = resource(
  refusals,
  ['Desk.basic.READ', 'Desk.settings.READ'],
  ({ orgId, orgName }) =>
    jsonReply({ data: [{ id: Number(orgId), companyName: orgName, isDefault: true, currencyCode: 'VND' }] }),
)
