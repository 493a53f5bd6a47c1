import type { ExternalState } from '../provider/abilities.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { newLineage } from './next-record.ts'
import type { TokenRecord } from './token-record.ts'

/** The record of a connection whose tokens a gateway keeps: an end, and nothing to redeem. */
export function externalRecord(
  connection: string,
  adapter: ProviderAdapter,
  state: ExternalState,
  now: number,
  previous?: TokenRecord,
): TokenRecord {
  // A gateway that no longer knows an account says nothing of it.
  const { account, label = previous?.facts.label, params = previous?.facts.params ?? {}, expiresAt } = state
  return {
    facts: {
      connection,
      provider: adapter.id,
      account,
      lineage: previous?.facts.lineage ?? newLineage(),
      generation: (previous?.facts.generation ?? 0) + 1,
      ...(label !== undefined && { label }),
      scopes: [],
      params,
      issuedAt: now,
      ...(expiresAt !== undefined && { refreshExpiresAt: expiresAt }),
      refreshable: false,
      external: true,
      assumed: [],
      createdAt: previous?.facts.createdAt ?? now,
      updatedAt: now,
    },
    secrets: { clientId: adapter.clientId, accessToken: '', tokenType: '', params, raw: {} },
  }
}
