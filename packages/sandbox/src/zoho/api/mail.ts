import { jsonReply } from '../../reply.ts'
import { type Resource, resource } from './resource.ts'

const refusal = (status: number, description: string, errorCode: string) => () =>
  jsonReply({ status: { code: status, description }, data: { errorCode } }, status)

const refusals = {
  noHeader: refusal(400, 'Invalid Input', 'INVALID_TICKET'),
  deadToken: refusal(401, 'Unauthorized', 'INVALID_OAUTHTOKEN'),
  scopeMissing: refusal(401, 'Unauthorized', 'INVALID_OAUTHSCOPE'),
}

/** `GET /api/accounts` of mail.zoho.com. */
export const mailAccounts: Resource = resource(refusals, ['ZohoMail.accounts.READ'], ({ zuid, email }) =>
  jsonReply({
    status: { code: 200, description: 'success' },
    data: [{ accountId: `${zuid}000`, primaryEmailAddress: email, incomingUserName: email }],
  }),
)
