import { liveFacts, notFound } from '../connection/stored-connections.ts'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Context } from '../refresh/context.ts'
import { isHeir } from '../refresh/heirs.ts'
import { rescuedSets } from '../refresh/rescued-sets.ts'
import { decodeRecord, type TokenRecord } from '../tokens/token-record.ts'
import type { ImportedTokens } from './imported-tokens.ts'

/** A connection as `import` takes it, with its tokens in clear. Lineage and generation tell which set it is. */
export interface ExportedTokens extends ImportedTokens {
  account: string
  tokenType: string
  issuedAt: Date
  scopes: string[]
  params: Record<string, string>
  clientId: string
  assumed: string[]
  raw: Record<string, unknown>
  lineage: string
  generation: number
}

/**
 * Reads a connection with its tokens, and changes nothing.
 * @throws ConnectionNotFoundError; ConfigurationError where there are no tokens here, or newer ones than in the store
 */
export async function exportTokens(context: Context, connection: string): Promise<ExportedTokens> {
  const { tokens } = await context.store.read(connection)
  const facts = liveFacts(tokens, connection)
  const rescued = await rescuedSets(context, connection)
  if (tokens === undefined || facts === undefined) {
    if (rescued.length > 0) throw rescuePending(connection)
    throw notFound(connection)
  }
  if (rescued.some((set) => isHeir(set, { facts }))) throw rescuePending(connection)
  const record = await decodeRecord(tokens, await context.cipher(), connection)
  const { accessToken, refreshToken, clientCredentials } = record.secrets
  if (accessToken === '' && refreshToken === undefined && !clientCredentials) {
    throw new ConfigurationError(
      phrase`${connection} has no tokens here: they were revoked, or a gateway keeps them. There is nothing to export.`,
      { connection, code: 'no_tokens' },
    )
  }
  return exported(record)
}

function exported({ facts, secrets }: TokenRecord): ExportedTokens {
  const { accessToken, refreshToken, tokenType, clientId, clientCredentials, raw } = secrets
  const { provider, account, label, lineage, generation, expiresAt, refreshExpiresAt } = facts
  return {
    provider,
    account,
    ...(accessToken !== '' && { accessToken }),
    ...(refreshToken !== undefined && { refreshToken }),
    tokenType,
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
    ...(refreshExpiresAt !== undefined && { refreshExpiresAt: new Date(refreshExpiresAt) }),
    issuedAt: new Date(facts.issuedAt),
    scopes: [...facts.scopes],
    ...(label !== undefined && { label }),
    params: { ...secrets.params },
    clientId,
    assumed: [...facts.assumed],
    ...(clientCredentials && { clientCredentials }),
    raw: { ...raw },
    lineage,
    generation,
  }
}

/** Its parent, which the store holds, is spent: exporting that would be worth nothing. */
function rescuePending(connection: string): ConfigurationError {
  return new ConfigurationError(
    phrase`The newest tokens of ${connection} are in the rescue folder, not in the store yet. \`oauth-tokens token ${connection}\` puts them there; then export it.`,
    { connection, code: 'rescue_pending' },
  )
}
