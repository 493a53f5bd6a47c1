import type { GrantFacts } from '../../ledger-line.ts'
import type { ZohoState } from '../zoho-state.ts'

/** What the ledger notes about a request that spends a code or a refresh token. */
export function grantFactsOf(state: ZohoState, params: URLSearchParams): GrantFacts | undefined {
  const grantType = params.get('grant_type')
  const appId = params.get('client_id') ?? ''
  const code = params.get('code')
  if (grantType === 'authorization_code' && code) {
    const zuid = state.codes.find(code)?.zuid
    return { grantType, credential: code, appId, ...(zuid && { accountId: zuid }) }
  }
  const refreshToken = params.get('refresh_token')
  if (grantType === 'refresh_token' && refreshToken) {
    const grant = state.refreshTokens.findEvenEnded(refreshToken)
    // It never rotates, so each is the first of its chain.
    const known = grant && { accountId: grant.zuid, generation: 1 }
    return { grantType, credential: refreshToken, appId, ...known }
  }
  return undefined
}
