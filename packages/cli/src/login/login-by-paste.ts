import type { Connection } from '@oauth-tokens/core'
import { readLine } from '../input.ts'
import { UsageError } from '../usage-error.ts'
import { expectation } from './expectation.ts'
import type { LoginAttempt } from './login-attempt.ts'
import { parseCallbackUrl } from './parse-callback-url.ts'
import { showLink } from './show-link.ts'

/** For a redirect URI on another machine, or a browser there: the user brings the address back. */
export async function loginByPaste({
  context,
  manager,
  adapter,
  options,
}: LoginAttempt): Promise<Connection> {
  const { output } = context
  const { url } = await manager.authorize(adapter.id, expectation(options))
  await showLink(context, url, options.browser && !options.paste)
  output.note(
    `After the consent the browser is sent to ${adapter.redirectUri ?? 'the redirect URI'}?code=… – whether or not ` +
      'a page appears there, copy that whole address.',
  )
  const pasted = await readLine(context, 'Address: ')
  if (pasted === undefined) {
    throw new UsageError('No address came on stdin.', {
      hint: 'oauth-tokens callback URL finishes this login, within 10 minutes',
    })
  }
  const { connection } = await manager.callback(parseCallbackUrl(pasted))
  return connection
}
