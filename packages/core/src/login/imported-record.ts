import { connectionId, printable } from '../connection/connection-id.ts'
import {
  AuthorizationError,
  ConfigurationError,
  type ErrorDetails,
  ProviderUnavailableError,
} from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Grant, Identity, ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { firstRecord } from '../tokens/next-record.ts'
import type { TokenFacts, TokenRecord } from '../tokens/token-record.ts'
import { confirmAccount } from './confirm-account.ts'
import type { ImportedTokens } from './imported-tokens.ts'

/** What an import would store. Asks nobody unless it shall check. @throws an OAuthTokensError when it cannot be imported */
export async function importedRecord(
  context: Context,
  adapter: ProviderAdapter,
  tokens: ImportedTokens,
  check: boolean,
): Promise<TokenRecord> {
  const named = tokens.account === undefined ? undefined : connectionId(adapter.id, tokens.account)
  const id = named ?? adapter.id
  const details = { provider: adapter.id, ...(named !== undefined && { connection: named }) }
  if (!tokens.accessToken && !tokens.refreshToken) {
    throw new ConfigurationError(
      phrase`Nothing to import for ${id}: expected an access token, a refresh token, or both.`,
      { ...details, code: 'no_tokens' },
    )
  }
  refuseOtherApp(adapter, tokens, details)
  // A place that the adapter does not know is told now, not at the first refresh.
  adapter.tokenHost?.(tokens.params ?? {})
  const issuedAt = (instant(tokens.issuedAt, 'issuedAt', id) ?? new Date(context.clock.now())).getTime()
  const grant = grantOf(tokens, issuedAt, id)
  const { params = {}, scopes = adapter.scopes } = tokens
  const identity = check
    ? await askWhose(context, adapter, tokens, grant, { params, scopes })
    : atTheirWord(adapter, tokens)
  const label = tokens.label ?? identity.label
  const known = {
    ...identity,
    ...(label !== undefined && { label }),
    params: { ...identity.params, ...params },
  }
  const connection = { id: named ?? connectionId(adapter.id, identity.account) }
  const record = firstRecord(connection, known, grant, adapter, issuedAt, scopes)
  return asToldBy(tokens, record)
}

function atTheirWord({ id }: ProviderAdapter, { account }: ImportedTokens): Identity {
  if (account === undefined) throw unnamed(id)
  return { account }
}

function unnamed(provider: string): ConfigurationError {
  return new ConfigurationError(
    phrase`Nothing says which account of ${provider} these tokens belong to: name it (--account); some providers tell it when asked (--check).`,
    { provider, code: 'missing_account' },
  )
}

async function askWhose(
  { timeouts }: Context,
  adapter: ProviderAdapter,
  { account, accessToken }: ImportedTokens,
  grant: Grant,
  about: { params: Record<string, string>; scopes: readonly string[] },
): Promise<Identity> {
  const { id } = adapter
  if (!accessToken) {
    throw new ConfigurationError(
      phrase`Whose these tokens of ${id} are cannot be checked: that takes an access token. Import them without the check (--check).`,
      { provider: id, code: 'missing_access_token' },
    )
  }
  const expected = account === undefined ? {} : { account }
  const asked = { ...about, timeout: timeouts.provider }
  const { identity, confirmed } = await confirmAccount(adapter, grant, expected, asked).catch((error) => {
    // It names the flag of a login.
    throw error instanceof AuthorizationError && error.code === 'account_unnamed' ? unnamed(id) : error
  })
  if (confirmed) return identity
  throw new ProviderUnavailableError(
    phrase`${id} could not be asked whose these tokens are. Nothing was stored. Try again, or import them without the check (--check).`,
    { provider: id, code: 'account_unconfirmed' },
  )
}

/** Tokens are good for the app alone that they were given to, and only some apps have grants of their own. */
function refuseOtherApp(adapter: ProviderAdapter, tokens: ImportedTokens, details: ErrorDetails): void {
  const { clientId } = tokens
  if (clientId !== undefined && clientId !== adapter.clientId) {
    throw new ConfigurationError(
      phrase`These tokens were issued to client id ${printable(clientId)}, but provider "${adapter.id}" is set to ${adapter.clientId}. Import them for a provider that has that client id.`,
      { ...details, code: 'client_id_mismatch' },
    )
  }
  if (tokens.clientCredentials && !adapter.clientCredentials) {
    throw new ConfigurationError(
      phrase`${adapter.id} gives no tokens to an app by itself: this grant could not be asked for again.`,
      { ...details, code: 'client_credentials_unsupported' },
    )
  }
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
    raw: tokens.raw ?? {},
  }
}

/** What a lifetime and an adapter cannot say of tokens from elsewhere. */
function asToldBy(tokens: ImportedTokens, { facts, secrets }: TokenRecord): TokenRecord {
  const own = tokens.clientCredentials === true
  return {
    facts: {
      ...facts,
      ...(own && { refreshable: true }),
      assumed: doubtful(tokens, facts),
    },
    secrets: own ? { ...secrets, clientCredentials: true } : secrets,
  }
}

/** A lifetime without its beginning is a guess: the true expiry is earlier, by nobody knows how much. */
function doubtful(tokens: ImportedTokens, facts: TokenFacts): string[] {
  const assumed = new Set([...facts.assumed, ...(tokens.assumed ?? [])])
  if (!tokens.issuedAt && !tokens.expiresAt && facts.expiresAt !== undefined) assumed.add('expiresAt')
  if (!tokens.issuedAt && !tokens.refreshExpiresAt && facts.refreshExpiresAt !== undefined)
    assumed.add('refreshExpiresAt')
  return [...assumed]
}

function instant(date: Date | undefined, name: string, connection: string): Date | undefined {
  if (date === undefined || !Number.isNaN(date.getTime())) return date
  throw new ConfigurationError(
    phrase`${name} of ${connection} is not a valid date: expected an instant, such as 2026-01-31T12:00:00Z.`,
    {
      connection,
      code: 'invalid_date',
    },
  )
}
