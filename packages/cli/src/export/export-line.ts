import type { ExportedTokens } from '@oauth-tokens/core'
import { longestRaw } from './largest-transfer.ts'

/** A connection as `import` reads it: one line of JSON in the words of token endpoints. */
export function exportLine(tokens: ExportedTokens): Record<string, unknown> {
  const { scopes, params, assumed, raw } = tokens
  return {
    provider: tokens.provider,
    account: tokens.account,
    ...(tokens.label !== undefined && { label: tokens.label }),
    ...(tokens.accessToken !== undefined && { access_token: tokens.accessToken }),
    ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
    ...(tokens.clientCredentials && { client_credentials: true }),
    token_type: tokens.tokenType,
    ...(tokens.expiresAt && { expires_at: tokens.expiresAt }),
    ...(tokens.refreshExpiresAt && { refresh_expires_at: tokens.refreshExpiresAt }),
    issued_at: tokens.issuedAt,
    // As a list where a comma in one would be taken for two.
    scope: scopes.some((scope) => /[\s,]/.test(scope)) ? scopes : scopes.join(' '),
    client_id: tokens.clientId,
    ...(Object.keys(params).length > 0 && { params }),
    ...(assumed.length > 0 && { assumed }),
    ...(Object.keys(raw).length > 0 && JSON.stringify(raw).length <= longestRaw && { raw }),
  }
}
