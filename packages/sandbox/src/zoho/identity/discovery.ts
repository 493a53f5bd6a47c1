import type { Operation } from '../../dialect.ts'
import { jsonReply } from '../../reply.ts'
import { dataCentres } from '../data-centres.ts'
import { accountsServer, type Place } from '../place.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import { issuerOf } from './id-token.ts'

/** `GET /.well-known/openid-configuration`: as recorded, without the endpoints that are not emulated. */
export function openidConfiguration(state: ZohoState, place: Place): Operation {
  const issuer = issuerOf(place)
  const document = {
    issuer,
    authorization_endpoint: `${issuer}/oauth/v2/auth`,
    token_endpoint: `${issuer}/oauth/v2/token`,
    device_authorization_endpoint: `${issuer}/oauth/v3/device/code`,
    userinfo_endpoint: `${issuer}/oauth/v2/userinfo`,
    revocation_endpoint: `${issuer}/oauth/v2/token/revoke`,
    jwks_uri: `${issuer}/oauth/v2/keys`,
    dc_info: `${issuer}/oauth/serverinfo`,
    scopes_supported: ['openid', 'email', 'profile', 'phone'],
    response_types_supported: ['code'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'urn:ietf:params:oauth:grant-type:device_code',
    ],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['plain', 'S256'],
  }
  return zohoOperation(state, 'userinfo', () => jsonReply(document))
}

/** `GET /oauth/v2/keys`. */
export function keys(state: ZohoState): Operation {
  return zohoOperation(state, 'userinfo', () => jsonReply({ keys: [state.signingKey.publicJwk()] }))
}

/** `GET /oauth/serverinfo`: the data centres but China, which keeps to itself. */
export function serverInfo(state: ZohoState, { origin }: Place): Operation {
  const named = dataCentres.filter((name) => name !== 'cn')
  const locations = Object.fromEntries(named.map((name) => [name, accountsServer(state, origin, name)]))
  return zohoOperation(state, 'userinfo', () => jsonReply({ result: 'success', locations }))
}
