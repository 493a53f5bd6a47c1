import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { readLine } from '../input.ts'
import { parseCallbackUrl } from '../login/parse-callback-url.ts'
import { reportConnection } from '../login/report-connection.ts'
import { UsageError } from '../usage-error.ts'

/** The second half of a login: takes the redirected URL. */
export const callback: Command<CommandOptions['callback']> = async (context, options) => {
  const given = options.url === '-' ? await readLine(context, 'Redirected address: ') : options.url
  if (given === undefined) throw new UsageError('There is no address on stdin.')
  const url = parseCallbackUrl(given)
  // Not interruptible: the code in it can be used once, and its answer must reach the store.
  const { connection } = await withManager(context, ({ manager }) => manager.callback(url))
  reportConnection(context.output, connection)
}
