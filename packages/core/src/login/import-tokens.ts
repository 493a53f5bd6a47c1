import { connectionId } from '../connection/connection-id.ts'
import { ConfigurationError } from '../errors.ts'
import type { Grant, Identity, ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { firstRecord } from '../tokens/next-record.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { confirmAccount } from './confirm-account.ts'
import { noteGrant, refuseKnownGrant } from './known-grant.ts'
import { saveLineage } from './save-lineage.ts'

/** Tokens that were got elsewhere. At least one of the two tokens is needed. */
export interface ImportedTokens {
  provider: string
  account: string
  accessToken?: string
  refreshToken?: string
  tokenType?: string
  /** Seconds from `issuedAt`; ignored when `expiresAt` is given. */
  expiresIn?: number
  expiresAt?: Date
  refreshExpiresIn?: number
  refreshExpiresAt?: Date
  /** @default now, and then the expiries are told as assumed */
  issuedAt?: Date
  scopes?: string[]
  label?: string
  params?: Record<string, string>
}

export interface ImportOptions {
  /** Asks the provider whose the tokens are; otherwise the account is taken at the user's word. @default false */
  check?: boolean
  /** Takes a refresh token that is known to be spent, or to belong to another connection. @default false */
  force?: boolean
}

/** Starts a new lineage with tokens from elsewhere. */
export async function importTokens(
  context: Context,
  adapter: ProviderAdapter,
  tokens: ImportedTokens,
  { check = false, force = false }: ImportOptions,
): Promise<TokenRecord> {
  const id = connectionId(adapter.id, tokens.account)
  if (!tokens.accessToken && !tokens.refreshToken) {
    throw new ConfigurationError(
      `Nothing to import for ${id}: expected an access token, a refresh token, or both.`,
      {
        connection: id,
        code: 'no_tokens',
      },
    )
  }
  // A place that the adapter does not know is told now, not at the first refresh.
  adapter.tokenHost?.(tokens.params ?? {})
  const issuedAt = (instant(tokens.issuedAt, 'issuedAt', id) ?? new Date(context.clock.now())).getTime()
  const grant = grantOf(tokens, issuedAt, id)
  const { account, params = {}, scopes = adapter.scopes } = tokens
  const about = { params, scopes, timeout: context.timeouts.provider }
  const identity: Identity = check
    ? (await confirmAccount(adapter, grant, { account }, about)).identity
    : { account }
  const label = tokens.label ?? identity.label
  const known = {
    ...identity,
    ...(label !== undefined && { label }),
    params: { ...identity.params, ...params },
  }
  const record = firstRecord({ id }, known, grant, adapter, issuedAt, scopes)
  const { refreshToken } = grant
  const spendable = adapter.refreshTokens === 'single-use' ? refreshToken : undefined
  if (spendable !== undefined && !force) await refuseKnownGrant(context, id, spendable)
  const saved = await saveLineage(context, withDoubtfulTimes(record, tokens), 'import')
  // The tokens are safe; what a later import would have been told is not worth an error.
  if (spendable !== undefined) await noteGrant(context, id, spendable).catch(() => {})
  return saved
}

function grantOf(tokens: ImportedTokens, issuedAt: number, id: string): Grant {
  const seconds = (until: Date | undefined, told: number | undefined, name: string) => {
    const at = instant(until, name, id)
    return at === undefined ? told : (at.getTime() - issuedAt) / 1000
  }
  // Without an access token the first caller gets a refreshed one: the empty one counts as expired.
  const expiresIn = tokens.accessToken ? seconds(tokens.expiresAt, tokens.expiresIn, 'expiresAt') : 0.001
  const refreshExpiresIn = seconds(tokens.refreshExpiresAt, tokens.refreshExpiresIn, 'refreshExpiresAt')
  return {
    accessToken: tokens.accessToken ?? '',
    ...(tokens.refreshToken && { refreshToken: tokens.refreshToken }),
    tokenType: tokens.tokenType ?? 'bearer',
    // An expiry in the past is a fact, not a silly value: the token is due at once.
    ...(expiresIn !== undefined && { expiresIn: Math.max(expiresIn, 0.001) }),
    ...(refreshExpiresIn !== undefined && { refreshExpiresIn: Math.max(refreshExpiresIn, 0.001) }),
    ...(tokens.scopes && { scopes: tokens.scopes }),
    raw: {},
  }
}

/** A lifetime without its beginning is a guess: the true expiry is earlier, by nobody knows how much. */
function withDoubtfulTimes(record: TokenRecord, tokens: ImportedTokens): TokenRecord {
  if (tokens.issuedAt) return record
  const assumed = new Set(record.facts.assumed)
  if (!tokens.expiresAt && record.facts.expiresAt !== undefined) assumed.add('expiresAt')
  if (!tokens.refreshExpiresAt && record.facts.refreshExpiresAt !== undefined) assumed.add('refreshExpiresAt')
  return { ...record, facts: { ...record.facts, assumed: [...assumed] } }
}

function instant(date: Date | undefined, name: string, connection: string): Date | undefined {
  if (date === undefined || !Number.isNaN(date.getTime())) return date
  throw new ConfigurationError(`${name} of ${connection} is not a valid date.`, {
    connection,
    code: 'invalid_date',
  })
}
