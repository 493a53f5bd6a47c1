import { milliseconds, parseConnectionId, type TokenSet } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { loadProvider, requireProvider } from '../config/load-provider.ts'
import { warnOf } from '../output/warn-of.ts'
import { UsageError } from '../usage-error.ts'

/** Prints a valid access token. */
export const token: Command<CommandOptions['token']> = async (context, options) => {
  const { output, signal } = context
  const { connection, minTtl, header } = options
  const { provider } = parseConnectionId(connection)
  if (minTtl !== undefined) milliseconds(minTtl, '--min-ttl')
  const rejected = await rejectedToken(context, options.rejected)
  await withManager(context, async ({ manager, settings }) => {
    const found = requireProvider(settings, provider)
    const set = await manager.getTokenSet(connection, {
      signal,
      ...(minTtl !== undefined && { minTtl }),
      ...(rejected !== undefined && { rejected }),
    })
    warnOf(set, output)
    const line = header ? (await loadProvider(settings, found)).header(set.accessToken) : undefined
    if (output.json) output.document({ ...shown(set), ...(line && { header: line }) })
    else output.line(line ? `${line.name}: ${line.value}` : set.accessToken)
  })
}

async function rejectedToken(context: CommandContext, flag: string | undefined): Promise<string | undefined> {
  if (flag === undefined) return undefined
  if (flag !== '-') {
    throw new UsageError(
      phrase`--rejected takes only -, and the token on stdin: what stands in argv is seen by others.`,
    )
  }
  const { readLine } = await import('../input.ts')
  const rejected = await readLine(context, phrase`Refused token: `)
  if (rejected !== undefined) return rejected
  throw new UsageError(phrase`--rejected - found no token on stdin.`)
}

/** What was asked for is the access token: its refresh token stays inside. */
function shown({ refreshToken: _, raw: __, ...set }: TokenSet): Omit<TokenSet, 'refreshToken' | 'raw'> {
  return set
}
