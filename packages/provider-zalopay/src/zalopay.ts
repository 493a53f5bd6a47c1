import { defineOAuthProvider, type ProviderAdapter } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { checkOptions } from './check-options.ts'
import { deadToken } from './dead-token.ts'
import { addressesIn } from './endpoints.ts'
import { errorTable } from './errors/error-table.ts'
import { tokenErrors } from './errors/token-errors.ts'
import { readTokenBody } from './token-body.ts'
import { readUser } from './user-info.ts'
import type { ZaloPayOptions } from './zalopay-options.ts'

/**
 * A ZaloPay mini app: its users' tokens. Comments name the kind of source: documented, or inferred. What ZaloPay does not
 * publish is an option.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zalopay(options: ZaloPayOptions): ProviderAdapter {
  const { id = 'zalopay', environment, lifetimeUnit = 'milliseconds', userInfo = true } = options
  checkOptions(id, options)
  const table = errorTable(options.errors)
  return defineOAuthProvider({
    adapter: 'zalopay',
    options: { ...options, redirectUri: undefined },
    ...addressesIn(environment),
    codesFrom: phrase`The mini app asks for a code with zlpSdk.User.getOauthV1Code and sends it to your server with the verifier; there call tokens.exchange('${id}', { code, codeVerifier }).`,
    // The pair is made in the mini app, by its SDK (documented).
    pkce: 'elsewhere',
    // The secret alone tells the app, and which field is there tells the grant: the body has code and code_verifier, or
    // refresh_token, and nothing else (documented).
    clientAuth({ clientSecret, body, headers }) {
      headers.set('x-secret-key', clientSecret)
      for (const name of ['grant_type', 'redirect_uri']) body.delete(name)
    },
    requestBody: 'json',
    dialect: readTokenBody(table, lifetimeUnit),
    errors: tokenErrors(table),
    ...(userInfo && { identify: readUser(table) }),
    // User info wants both headers (documented). The secret goes to ZaloPay alone.
    extraHeaders: (_, secret, host): Record<string, string> =>
      host === 'own' ? { 'x-secret-key': secret } : {},
    deadToken: deadToken(table),
    // Each access token comes with a refresh token of its own (documented). Whether the one before it dies is not
    // published: it is handled as if it did.
    refreshTokens: options.refreshTokens ?? 'single-use',
    newAccessTokenRevokesOld: options.newAccessTokenRevokesOld ?? true,
    // Set for each app by ZaloPay (documented).
    scopes: false,
    accessTokenLifetime: 3600,
    refreshTokenLifetime: 30 * 86_400,
    help: {
      clientId: phrase`It is the appId that ZaloPay gave when the merchant was registered, in quotes.`,
      clientSecret: phrase`It is the secret for x-secret-key; ask the ZaloPay team for it.`,
      scopes: phrase`Remove it: ask the ZaloPay team to set the permissions of the app.`,
    },
  })
}
