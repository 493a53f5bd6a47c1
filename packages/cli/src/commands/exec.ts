import { parseConnectionId } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { runProgram } from '../exec/run-program.ts'
import { withoutOwnSecrets } from '../exec/without-own-secrets.ts'
import { warnOf } from '../output/warn-of.ts'
import { UsageError } from '../usage-error.ts'

/** Runs a program with a valid access token in its environment. The store is closed by the time it starts. */
export const exec: Command<CommandOptions['exec']> = async (context, { connection, env: name, command }) => {
  const { output, signal } = context
  if (!/^[a-z_]\w*$/i.test(name)) {
    throw new UsageError(
      phrase`--env takes the name of a variable: letters, digits and _, such as ACCESS_TOKEN.`,
    )
  }
  const { provider } = parseConnectionId(connection)
  const env = await withManager(context, async ({ manager, settings }) => {
    requireProvider(settings, provider)
    const set = await manager.getTokenSet(connection, { signal })
    warnOf(set, output)
    return { ...withoutOwnSecrets(context.env, settings), [name]: set.accessToken }
  })
  signal.throwIfAborted()
  context.endWith(await runProgram(context, command, env))
}
