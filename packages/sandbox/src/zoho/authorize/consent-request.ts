import type { CodeChallenge } from '../grants/codes.ts'
import type { ZohoClient } from '../options.ts'
import type { Place } from '../place.ts'
import { parseScopes } from '../scopes.ts'
import type { ZohoState } from '../zoho-state.ts'

/** What the consent page was asked for, checked. */
export interface ConsentRequest {
  client: ZohoClient
  redirectUri: string
  scopes: string[]
  offline: boolean
  promptConsent: boolean
  state: string
  challenge?: CodeChallenge
}

/** The fields of a request, which the form of the page sends once more. */
export const consentFields = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'access_type',
  'prompt',
  'state',
  'code_challenge',
  'code_challenge_method',
]

/** The request as asked for, or the code of what is wrong with it. */
export function checkConsentRequest(
  { registry }: ZohoState,
  { dataCentre }: Place,
  params: URLSearchParams,
): ConsentRequest | string {
  if (params.get('response_type') !== 'code') return 'invalid_response_type'
  const client = registry.clientAt(dataCentre, params.get('client_id') ?? '')
  if (!client) return 'invalid_client'
  const redirectUri = params.get('redirect_uri') ?? ''
  if (!client.redirectUris.includes(redirectUri)) return 'invalid_redirect_uri'
  const scopes = parseScopes(params.get('scope'))
  if (!scopes) return 'invalid_scope'
  const challenge = challengeOf(params)
  // The name of this error is a guess: no source has it.
  if (challenge === 'unknown-method' || (client.requirePkce && !challenge)) return 'invalid_code_challenge'
  return {
    client,
    redirectUri,
    scopes,
    offline: params.get('access_type') === 'offline',
    promptConsent: params.get('prompt') === 'consent',
    state: params.get('state') ?? '',
    ...(challenge && { challenge }),
  }
}

function challengeOf(params: URLSearchParams): CodeChallenge | 'unknown-method' | undefined {
  const value = params.get('code_challenge')
  if (!value) return undefined
  const method = params.get('code_challenge_method') ?? 'plain'
  return method === 'S256' || method === 'plain' ? { value, method } : 'unknown-method'
}
