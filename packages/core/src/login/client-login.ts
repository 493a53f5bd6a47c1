import { connectionId } from '../connection/connection-id.ts'
import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import { disprovingNote } from '../refresh/client-standing.ts'
import type { Context } from '../refresh/context.ts'
import { firstRecord } from '../tokens/next-record.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { askForGrant } from './exchange.ts'
import { saveLineage } from './save-lineage.ts'

/** A connection of the app itself, without anybody's consent (RFC 6749 section 4.4). */
export interface ClientLogin {
  /** The name that the connection gets; some providers ask for this very account's grant. */
  account: string
  scopes?: string[]
  /** Where the account lives, as the adapter's page says. */
  params?: Record<string, string>
}

/** Asks for a first grant with the client's own credentials and stores it; later ones are asked for like refreshes. */
export async function clientLogin(
  context: Context,
  adapter: ProviderAdapter,
  { account, scopes = [...adapter.scopes], params = {} }: ClientLogin,
): Promise<TokenRecord> {
  const id = connectionId(adapter.id, account)
  const { clientCredentials } = adapter
  if (!clientCredentials) {
    throw new ConfigurationError(
      phrase`${adapter.id} gives no tokens to an app by itself: somebody has to consent. Log in: oauth-tokens login ${adapter.id}`,
      { provider: adapter.id, code: 'client_credentials_unsupported' },
    )
  }
  const sentAt = context.clock.now()
  const request = { account, scopes, params, timeout: context.timeouts.provider }
  return disprovingNote(context, adapter, params, async () => {
    const grant = await askForGrant(adapter, () => clientCredentials(request), phrase`client credentials`)
    const record = firstRecord({ id }, { account, params }, grant, adapter, sentAt, scopes)
    const { refreshExpiresAt: _none, ...facts } = record.facts
    // Asked for again instead of refreshed, whether or not a refresh token came along (RFC 6749 section 4.4.3 says none).
    const { refreshToken: _unused, ...secrets } = record.secrets
    return saveLineage(
      context,
      {
        facts: { ...facts, refreshable: true },
        secrets: { ...secrets, clientCredentials: true },
      },
      'login',
    )
  })
}
