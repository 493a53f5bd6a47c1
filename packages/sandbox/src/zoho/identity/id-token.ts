import { createHash } from 'node:crypto'
import type { ZohoGrant } from '../grants/grant.ts'
import type { ZohoUser } from '../options.ts'
import { accountsPath, type Place } from '../place.ts'
import type { ZohoState } from '../zoho-state.ts'

/** Who an accounts host says it is; what `iss` of an id token holds. */
export function issuerOf({ origin, dataCentre }: Place): string {
  return origin + accountsPath(dataCentre)
}

/** The id token of an exchange, given for the scopes `openid` and `email`. */
export function idToken(
  { registry, clock, lifetimes, signingKey }: ZohoState,
  place: Place,
  { clientId, zuid, scopes }: ZohoGrant,
  accessToken: string,
): string | undefined {
  if (!scopes.includes('openid') && !scopes.includes('email')) return undefined
  const iat = Math.floor(clock.now() / 1000)
  return signingKey.sign({
    iss: issuerOf(place),
    aud: clientId,
    azp: clientId,
    ...userClaims(registry.user(zuid), scopes),
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    iat,
    exp: iat + lifetimes.accessToken,
  })
}

export function userClaims(user: ZohoUser, scopes: string[]): Record<string, unknown> {
  return {
    sub: user.zuid,
    ...(scopes.includes('email') && { email: user.email, email_verified: true }),
    ...(scopes.includes('profile') && {
      name: `${user.firstName} ${user.lastName}`,
      first_name: user.firstName,
      last_name: user.lastName,
    }),
  }
}
