import { connectionId, printable } from '../connection/connection-id.ts'
import { AuthorizationError, ConfigurationError } from '../errors.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import { firstRecord } from '../tokens/next-record.ts'
import { isTombstone, readFacts, type TokenRecord } from '../tokens/token-record.ts'
import { takeAuthorization } from './authorization.ts'
import { confirmAccount } from './confirm-account.ts'
import { exchangeCode } from './exchange.ts'
import { saveLineage } from './save-lineage.ts'

/** The second half of a login: from the URL that the browser was sent back to, to a stored token set. */
export async function finishAuthorization(
  context: Context,
  callbackUrl: string | URL,
  providerOf: (id: string) => Promise<ProviderAdapter>,
): Promise<{ record: TokenRecord; returnTo?: string }> {
  const url = parsed(callbackUrl)
  const authorization = await takeAuthorization(context, url)
  const adapter = await providerOf(authorization.provider)
  const answer = adapter.readCallback(url)
  const provider = adapter.id
  if (answer.error !== undefined) {
    const why = printable(answer.errorDescription ?? answer.error, 200)
    throw new AuthorizationError(
      `The account owner did not consent: ${why}. Log in again: oauth-tokens login ${provider}`,
      {
        provider,
        code: answer.error === 'access_denied' ? 'consent_refused' : 'authorization_failed',
      },
    )
  }
  if (!answer.code) {
    throw new AuthorizationError(
      `The callback carries no code. Log in again: oauth-tokens login ${provider}`,
      {
        provider,
        code: 'missing_code',
      },
    )
  }

  const sentAt = context.clock.now()
  const { codeVerifier, redirectUri, account, accountName, returnTo } = authorization
  const { provider: timeout } = context.timeouts
  const grant = await exchangeCode(adapter, {
    code: answer.code,
    redirectUri,
    callbackUrl: url.href,
    timeout,
    ...(codeVerifier !== undefined && { codeVerifier }),
  })
  const expected = {
    ...(answer.account !== undefined && { claimed: answer.account }),
    ...(account !== undefined && { account }),
    ...(accountName !== undefined && { accountName }),
  }
  const { identity, confirmed } = await confirmAccount(adapter, grant, expected, timeout)
  const id = connectionId(provider, identity.account)
  if (!confirmed) await refuseToReplace(context, id, provider)

  const record = firstRecord({ id }, identity, grant, adapter, sentAt, authorization.scopes ?? adapter.scopes)
  const stored = await saveLineage(context, record, 'login')
  return { record: stored, ...(returnTo !== undefined && { returnTo }) }
}

/** An account that could not be confirmed may start a connection, never replace one. */
async function refuseToReplace(context: Context, connection: string, provider: string): Promise<void> {
  const { tokens } = await context.store.read(connection)
  if (tokens === undefined || isTombstone(readFacts(tokens))) return
  throw new AuthorizationError(
    `${connection} exists, and the provider could not be asked whether the new token is its. Nothing was replaced. ` +
      `Log in again: oauth-tokens login ${provider}`,
    { provider, connection, code: 'account_unconfirmed' },
  )
}

function parsed(url: string | URL): URL {
  if (url instanceof URL) return url
  if (URL.canParse(url)) return new URL(url)
  throw new ConfigurationError(
    'The callback is not a URL: expected the whole address that the browser was sent to, from "http" to the end.',
    { code: 'invalid_callback_url' },
  )
}
