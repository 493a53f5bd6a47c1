import { AuthorizationError, type ProviderAdapter } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { CommandContext } from '../command.ts'
import type { LineReader } from '../line-reader.ts'
import { describeError } from '../output/describe-error.ts'
import { UsageError } from '../usage-error.ts'
import { parseCallbackUrl } from './parse-callback-url.ts'

/**
 * Asks for the address that the browser ended on, until one is of this login.
 * @throws UsageError, AuthorizationError what is wrong with the last one, when there are no more
 */
export async function pastedCallback(
  { output }: CommandContext,
  lines: LineReader,
  adapter: ProviderAdapter,
  state: string,
  ended: AbortSignal,
): Promise<URL> {
  let problem: unknown = new UsageError(phrase`No address came on stdin.`, {
    hint: phrase`"oauth-tokens callback URL" finishes this login, within 10 minutes`,
  })
  for (;;) {
    const line = await lines.next(phrase`Address: `, ended)
    if (line === undefined) throw problem
    if (line === '') continue
    try {
      return callbackOf(line, adapter, state)
    } catch (error) {
      problem = error
      output.warning(joined([describeError(error).message]))
    }
  }
}

/** @throws UsageError, AuthorizationError why it is not the callback of this login */
function callbackOf(text: string, adapter: ProviderAdapter, state: string): URL {
  const { redirectUri = 'http' } = adapter
  const url = parseCallbackUrl(text, redirectUri)
  const { code, error, state: brought } = adapter.readCallback(url)
  const complete = code !== undefined || error !== undefined
  // Wherever a server has sent the browser on to: nobody else knows the state.
  if (complete && brought === state) return url
  const { origin, pathname } = new URL(redirectUri)
  if (url.origin !== origin || url.pathname !== pathname) {
    throw new AuthorizationError(
      phrase`That is another site. The address that the browser ends on after the consent is needed, which begins with ${redirectUri}.`,
      { code: 'unknown_state' },
    )
  }
  if (!complete || brought === undefined) {
    throw new AuthorizationError(
      phrase`Something is missing in that address: copy all of it, with everything behind the "?".`,
      { code: complete ? 'missing_state' : 'missing_code' },
    )
  }
  throw new AuthorizationError(
    phrase`That address belongs to another login. Open the link above, and paste the address that the browser ends on then.`,
    { code: 'unknown_state' },
  )
}
