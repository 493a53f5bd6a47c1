import { type Connection, connectionOf, statusOf } from '../connection/connection.ts'
import { liveFacts } from '../connection/stored-connections.ts'
import { OAuthTokensError, StoreUnavailableError } from '../errors.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenFacts, TokenRecord } from '../tokens/token-record.ts'
import { importedRecord } from './imported-record.ts'
import type { ImportedTokens, ImportOptions } from './imported-tokens.ts'
import { grantInUse, refuseKnownGrant, spentAlready } from './known-grant.ts'

/** What an import would do. Shows no secret. */
export interface ImportPreview {
  provider: string
  /** These four are absent where the import is refused before they are known. */
  account?: string
  connection?: string
  label?: string
  params?: Record<string, string>
  /** What the connection holds now: it would be replaced. */
  replaces?: Connection
  /** Another connection that has this very refresh token. */
  sameGrantAs?: string
  refused?: OAuthTokensError
}

/** Whose a refresh token is, or was. */
interface Owner {
  connection: string
  spent: boolean
}

/**
 * Tells what importing each of these would do, and does nothing. `keeper` finds the adapter of a provider.
 * @throws StoreUnavailableError when the store does not answer: that is no refusal
 */
export async function previewImports(
  context: Context,
  keeper: (provider: string) => Promise<ProviderAdapter>,
  tokens: readonly ImportedTokens[],
  options: ImportOptions,
): Promise<ImportPreview[]> {
  const ownersOf = await findOwners(context, tokens)
  const previews: ImportPreview[] = []
  for (const one of tokens) {
    try {
      const adapter = await keeper(one.provider)
      const record = await importedRecord(context, adapter, one, options.check ?? false)
      previews.push(await preview(context, adapter, record, ownersOf(one.refreshToken), options))
    } catch (error) {
      previews.push({ provider: one.provider, refused: refusal(error) })
    }
  }
  return previews
}

async function preview(
  context: Context,
  adapter: ProviderAdapter,
  { facts, secrets }: TokenRecord,
  owners: readonly Owner[],
  { force = false }: ImportOptions,
): Promise<ImportPreview> {
  const { connection, provider, account, label, params } = facts
  const { tokens, lease, now } = await context.store.read(connection)
  const stored = liveFacts(tokens)
  const holder = owners.find((owner) => !owner.spent && owner.connection !== connection)?.connection
  const spender = owners.find((owner) => owner.spent)?.connection
  const worksOnce = adapter.refreshTokens === 'single-use' && secrets.refreshToken !== undefined
  const refuse = async () => {
    if (!worksOnce || force) return undefined
    if (spender !== undefined) return spentAlready(spender)
    if (holder !== undefined) return grantInUse(connection, holder)
    return refuseKnownGrant(context, connection, secrets.refreshToken ?? '').then(() => undefined, refusal)
  }
  const refused = await refuse()
  return {
    provider,
    account,
    connection,
    ...(label !== undefined && { label }),
    params,
    ...(stored && { replaces: connectionOf(stored, statusOf(stored, lease, now, context.clock.now())) }),
    ...(holder !== undefined && { sameGrantAs: holder }),
    ...(refused && { refused }),
  }
}

/** Reads through the store once for all of them: refresh tokens that came by logins and refreshes are noted nowhere else. */
async function findOwners(
  context: Context,
  tokens: readonly ImportedTokens[],
): Promise<(refreshToken: string | undefined) => readonly Owner[]> {
  const cipher = await context.cipher()
  const owners = new Map<string, Owner[]>()
  for (const { refreshToken } of tokens) {
    if (!refreshToken) continue
    for (const digest of cipher.fingerprints(refreshToken)) owners.set(digest, [])
  }
  if (owners.size > 0) {
    for await (const row of context.store.list()) {
      const { connection = '', grant, spent = [] } = readableFacts(row.tokens) ?? {}
      for (const digest of spent) owners.get(digest)?.push({ connection, spent: true })
      if (grant !== undefined) owners.get(grant)?.push({ connection, spent: false })
    }
  }
  return (refreshToken) =>
    refreshToken ? cipher.fingerprints(refreshToken).flatMap((digest) => owners.get(digest) ?? []) : []
}

/** A record that cannot be read is of no help, and must not stand in the way of others. */
function readableFacts(tokens: string): TokenFacts | undefined {
  try {
    return liveFacts(tokens)
  } catch {
    return undefined
  }
}

/** @throws what says nothing about the tokens */
function refusal(error: unknown): OAuthTokensError {
  if (error instanceof OAuthTokensError && !(error instanceof StoreUnavailableError)) return error
  throw error
}
