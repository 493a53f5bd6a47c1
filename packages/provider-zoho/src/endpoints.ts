import type { ProviderEndpoints } from '@oauth-tokens/core'
import type { Place } from './place.ts'

/** @see https://zoho.com/accounts/protocol/oauth/web-apps/authorization.html */
export function endpointsOf({ accounts }: Place) {
  return {
    authorization: `${accounts}/oauth/v2/auth`,
    token: `${accounts}/oauth/v2/token`,
    // A newer page of Zoho has /oauth/v2/revoke/token, with the client's credentials: `endpoints.revocation` takes it.
    revocation: `${accounts}/oauth/v2/token/revoke`,
    // Of an older official SDK and of published clients; for the scope AaaServer.profile.READ.
    userInfo: `${accounts}/oauth/user/info`,
    deviceAuthorization: `${accounts}/oauth/v3/device/code`,
  } satisfies ProviderEndpoints
}

/** Devices are polled for elsewhere than codes and refresh tokens (documented). */
export function devicePollEndpoint({ accounts }: Place): string {
  return `${accounts}/oauth/v3/device/token`
}
