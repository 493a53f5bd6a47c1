import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { loginWithCode } from './login-with-code.ts'

/** A code that was got elsewhere: in a mini app, or made by hand in the provider's console. */
export interface CodeLogin {
  code: string
  codeVerifier?: string
  /** Where the code was sent to, if the provider wants to hear it again. */
  redirectUri?: string
  account?: string
  /** The account's name where the provider does not tell. */
  accountName?: string
  scopes?: string[]
  /** Where the account lives, as the adapter's page says. */
  params?: Record<string, string>
}

/** A login that began elsewhere: exchanges its code and stores what comes. */
export async function exchangeLogin(
  context: Context,
  adapter: ProviderAdapter,
  login: CodeLogin,
): Promise<TokenRecord> {
  const { code, codeVerifier, redirectUri, account, accountName, params = {} } = login
  if (typeof code !== 'string' || code.trim() === '') {
    throw new ConfigurationError(
      phrase`The code for ${adapter.id} is empty: expected what the provider gave.`,
      {
        provider: adapter.id,
        code: 'missing_code',
      },
    )
  }
  const request = {
    code: code.trim(),
    ...(codeVerifier !== undefined && { codeVerifier }),
    ...(redirectUri !== undefined && { redirectUri }),
    params,
  }
  const expected = {
    ...(account !== undefined && { account }),
    ...(accountName !== undefined && { accountName }),
  }
  return loginWithCode(context, adapter, request, { scopes: login.scopes ?? adapter.scopes, expected })
}
