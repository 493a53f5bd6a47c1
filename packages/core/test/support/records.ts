import type { TokenFacts, TokenRecord } from '../../src/tokens/token-record.ts'

export const hour = 3_600_000
export const noon = Date.UTC(2026, 0, 1, 12)

/** Generation 3 of a lineage, issued at noon for an hour. */
export function tokenRecord(
  facts: Partial<TokenFacts> = {},
  secrets: Partial<TokenRecord['secrets']> = {},
): TokenRecord {
  return {
    facts: {
      connection: 'fake:account-1',
      provider: 'fake',
      account: 'account-1',
      lineage: 'lineage-1',
      generation: 3,
      scopes: [],
      params: {},
      issuedAt: noon,
      expiresAt: noon + hour,
      refreshable: true,
      assumed: [],
      createdAt: noon,
      updatedAt: noon,
      ...facts,
    },
    secrets: {
      clientId: 'client',
      accessToken: 'access-3',
      tokenType: 'bearer',
      refreshToken: 'refresh-3',
      params: {},
      raw: {},
      ...secrets,
    },
  }
}
