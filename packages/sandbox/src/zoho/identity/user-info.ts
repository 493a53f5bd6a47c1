import { jsonReply } from '../../reply.ts'
import { type Resource, resource } from '../api/resource.ts'
import { userClaims } from './id-token.ts'

// That these codes are of Zoho is known, that this endpoint uses them is not.
const refusals = {
  noHeader: () => jsonReply({ response: 'error', cause: 'INVALID_OAUTHTOKEN' }, 401),
  deadToken: () => jsonReply({ response: 'error', cause: 'INVALID_OAUTHTOKEN' }, 401),
  scopeMissing: () => jsonReply({ response: 'error', cause: 'INVALID_OAUTHSCOPE' }, 401),
}

/** `GET /oauth/user/info`. */
export const userInfo: Resource = resource(refusals, ['AaaServer.profile.READ'], (user) =>
  jsonReply({
    First_Name: user.firstName,
    Email: user.email,
    Last_Name: user.lastName,
    Display_Name: `${user.firstName} ${user.lastName}`,
    ZUID: Number(user.zuid),
  }),
)

/** `GET /oauth/v2/userinfo`: the OpenID Connect one. */
export const openidUserInfo: Resource = resource(refusals, ['openid', 'email', 'profile'], (user, scopes) =>
  jsonReply(userClaims(user, scopes)),
)
