import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { importedRecord } from './imported-record.ts'
import type { ImportedTokens, ImportOptions } from './imported-tokens.ts'
import { noteGrant, refuseKnownGrant } from './known-grant.ts'
import { saveLineage } from './save-lineage.ts'

/** Starts a new lineage with tokens from elsewhere. */
export async function importTokens(
  context: Context,
  adapter: ProviderAdapter,
  tokens: ImportedTokens,
  { check = false, force = false }: ImportOptions,
): Promise<TokenRecord> {
  const record = await importedRecord(context, adapter, tokens, check)
  const id = record.facts.connection
  const { refreshToken } = record.secrets
  const spendable = adapter.refreshTokens === 'single-use' ? refreshToken : undefined
  if (spendable !== undefined && !force) await refuseKnownGrant(context, id, spendable)
  const saved = await saveLineage(context, record, 'import')
  // The tokens are safe; what a later import would have been told is not worth an error.
  if (spendable !== undefined) await noteGrant(context, id, spendable).catch(() => {})
  return saved
}
