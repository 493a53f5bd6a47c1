import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { readLine } from '../input.ts'
import { finishingLogin } from '../login/finishing-login.ts'
import { parseCallbackUrl } from '../login/parse-callback-url.ts'
import { reportConnection } from '../login/report-connection.ts'
import { UsageError } from '../usage-error.ts'

/** The second half of a login: takes the redirected URL. */
export const callback: Command<CommandOptions['callback']> = async (context, options) => {
  const given = options.url === '-' ? await readLine(context, phrase`Address: `) : options.url
  if (given === undefined) throw new UsageError(phrase`No address came on stdin.`)
  const url = parseCallbackUrl(given)
  if (options.url !== '-' && !url.searchParams.has('state')) {
    throw new UsageError(phrase`The address lacks its state. Put it in quotes: a shell cuts it off at "&".`, {
      code: 'invalid_callback_url',
    })
  }
  context.interruption.explainedBy(finishingLogin)
  // Not interruptible: the code in it can be used once, and its answer must reach the store.
  const { connection } = await withManager(context, ({ manager }) => manager.callback(url))
  reportConnection(context.output, connection)
}
