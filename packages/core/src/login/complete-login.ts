import { connectionId } from '../connection/connection-id.ts'
import { AuthorizationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { Grant, ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { firstRecord } from '../tokens/next-record.ts'
import { isTombstone, readFacts, type TokenRecord } from '../tokens/token-record.ts'
import { confirmAccount, type Expectation } from './confirm-account.ts'
import { saveLineage } from './save-lineage.ts'

/** A grant that somebody consented to, and what is known around it. */
export interface Issued {
  grant: Grant
  /** Epoch ms, from the instant before the grant was asked for. */
  sentAt: number
  /** What was asked for, where the answer does not tell the scopes. */
  scopes: readonly string[]
  expected: Expectation
  /** Where the account lives. */
  params?: Readonly<Record<string, string>>
  nonce?: string
}

/** The last part of every login: whose grant it is, confirmed with the token, and then stored. */
export async function completeLogin(
  context: Context,
  adapter: ProviderAdapter,
  { grant, sentAt, scopes, expected, params = {}, nonce }: Issued,
): Promise<TokenRecord> {
  const about = { params, scopes, ...(nonce !== undefined && { nonce }), timeout: context.timeouts.provider }
  const { identity, confirmed } = await confirmAccount(adapter, grant, expected, about)
  const id = connectionId(adapter.id, identity.account)
  if (!confirmed) await refuseToReplace(context, id, adapter.id)
  const known = { ...identity, params: { ...params, ...identity.params } }
  const record = firstRecord({ id }, known, grant, adapter, sentAt, scopes)
  return saveLineage(context, record, 'login', adapter)
}

/** An account that could not be confirmed may start a connection, never replace one. */
async function refuseToReplace(context: Context, connection: string, provider: string): Promise<void> {
  const { tokens } = await context.store.read(connection)
  if (tokens === undefined || isTombstone(readFacts(tokens))) return
  throw new AuthorizationError(
    phrase`${connection} exists, and the provider could not be asked whether the new token is its. Nothing was replaced. Log in again: oauth-tokens login ${provider}`,
    { provider, connection, code: 'account_unconfirmed' },
  )
}
