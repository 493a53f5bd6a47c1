import { phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { table } from '../output/table.ts'

const heading = [phrase`KEY`, phrase`ROLE`, phrase`CONNECTIONS`, phrase`RESCUED`, phrase`REMEMBERING`]

/** Lists the keys by their public ids, and what depends on each. */
export const keysList: Command<CommandOptions['keys list']> = async (context) => {
  const { output } = context
  const keys = await withManager(context, ({ manager }) => manager.keysInUse())
  for (const { id } of keys.filter(({ role }) => role === 'missing')) {
    output.warning(phrase`Key ${id} is missing: add it to OAUTH_TOKENS_KEY again, after the first.`)
  }
  if (output.json) return output.document({ keys })
  const rows = keys.map(({ id, role, connections, rescued, remembering }) => [
    id,
    role,
    ...[connections, rescued, remembering].map(String),
  ])
  for (const line of table(output, heading, rows)) output.line(line)
}
