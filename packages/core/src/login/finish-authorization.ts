import { printable } from '../connection/connection-id.ts'
import { AuthorizationError, ConfigurationError } from '../errors.ts'
import { isPhrase, joined, phrase, type Said } from '../phrase.ts'
import type { ProviderAdapter } from '../provider/provider.ts'
import type { Context } from '../refresh/context.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { adapterFault } from './adapter-fault.ts'
import { takeAuthorization } from './authorization.ts'
import { connectExternal } from './external-login.ts'
import { loginWithCode } from './login-with-code.ts'

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
    const why = shown(answer.errorDescription ?? answer.error)
    throw new AuthorizationError(
      phrase`The account owner did not consent: ${why}. Log in again: oauth-tokens login ${provider}`,
      {
        provider,
        code: answer.error === 'access_denied' ? 'consent_refused' : 'authorization_failed',
      },
    )
  }
  // Found under another name than `state`: it must be the name that this adapter reads it from.
  const elsewhere = !url.searchParams.get('state') && answer.state !== authorization.state
  const refusal =
    answer.refusal ??
    (elsewhere ? phrase`Its state is not where this provider puts it.` : await doubtOf(adapter, url))
  if (refusal !== undefined) {
    throw new AuthorizationError(
      joined([
        phrase`The callback cannot be trusted: ${shown(refusal)}`,
        phrase`Nothing was sent. Log in again: oauth-tokens login ${provider}`,
      ]),
      { provider, code: 'callback_refused' },
    )
  }
  if (!answer.code) {
    throw new AuthorizationError(
      phrase`The callback carries no code. Log in again: oauth-tokens login ${provider}`,
      {
        provider,
        code: 'missing_code',
      },
    )
  }

  const { codeVerifier, nonce, redirectUri, account, accountName, returnTo } = authorization
  if (adapter.external) {
    const record = await connectExternal(context, adapter, adapter.external, url, account ?? answer.account)
    return { record, ...(returnTo !== undefined && { returnTo }) }
  }
  const { params = {} } = answer
  const request = {
    code: answer.code,
    redirectUri,
    params,
    ...(codeVerifier !== undefined && { codeVerifier }),
  }
  const expected = {
    ...(answer.account !== undefined && { claimed: answer.account }),
    ...(account !== undefined && { account }),
    ...(accountName !== undefined && { accountName }),
  }
  const record = await loginWithCode(context, adapter, request, {
    scopes: authorization.scopes ?? adapter.scopes,
    expected,
    ...(nonce !== undefined && { nonce }),
  })
  return { record, ...(returnTo !== undefined && { returnTo }) }
}

/** A phrase is an adapter's own words; a text may be a server's. */
function shown(said: Said): Said {
  return isPhrase(said) ? said : printable(said, 200)
}

async function doubtOf(adapter: ProviderAdapter, url: URL): Promise<Said | undefined> {
  try {
    return await adapter.doubtCallback?.(url)
  } catch (error) {
    throw adapterFault(error, adapter.id, phrase`check the callback`)
  }
}

function parsed(url: string | URL): URL {
  if (url instanceof URL) return url
  if (URL.canParse(url)) return new URL(url)
  throw new ConfigurationError(
    phrase`The callback is not a URL: expected the whole address that the browser was sent to, from "http" to the end.`,
    { code: 'invalid_callback_url' },
  )
}
