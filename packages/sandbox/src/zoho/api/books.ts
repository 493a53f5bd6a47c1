import { jsonReply } from '../../reply.ts'
import { type Resource, resource } from './resource.ts'

// One answer for both: a client cannot know whether to refresh.
const notAuthorized = () =>
  jsonReply({ code: 57, message: 'You are not authorized to perform this operation' }, 401)

const refusals = {
  noHeader: () => jsonReply({ code: 14, message: 'Invalid value passed for authtoken.' }, 401),
  deadToken: notAuthorized,
  scopeMissing: notAuthorized,
}

/** `GET /books/v3/organizations`. */
export const booksOrganizations: Resource = resource(
  refusals,
  ['ZohoBooks.settings.READ', 'ZohoBooks.fullaccess.all'],
  ({ orgId, orgName }) =>
    jsonReply({
      code: 0,
      message: 'success',
      organizations: [{ organization_id: orgId, name: orgName, is_default_org: true, currency_code: 'VND' }],
    }),
)
