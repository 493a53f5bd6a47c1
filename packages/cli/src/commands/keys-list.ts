import type { KeyUse } from '@oauth-tokens/core'
import { joined, phrase } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { describeError } from '../output/describe-error.ts'
import type { Output } from '../output/output.ts'
import { table } from '../output/table.ts'

const heading = [phrase`KEY`, phrase`ROLE`, phrase`CONNECTIONS`, phrase`RESCUED`, phrase`REMEMBERING`]

/** Lists the keys by their public ids, and what depends on each. */
export const keysList: Command<CommandOptions['keys list']> = async (context) => {
  const { output } = context
  const damaged: Error[] = []
  const onDamaged = (error: Error) => damaged.push(error)
  const keys = await withManager(context, ({ manager }) => manager.keysInUse({ onDamaged }))
  for (const { id } of keys.filter(({ role }) => role === 'missing')) {
    output.warning(phrase`Key ${id} is missing: add it to OAUTH_TOKENS_KEY again, after the first.`)
  }
  if (output.json) output.document({ keys })
  else for (const line of tableOf(output, keys)) output.line(line)
  const [first, ...others] = damaged
  for (const error of others) output.warning(joined([describeError(error).message]))
  if (first) throw first
}

function tableOf(output: Output, keys: readonly KeyUse[]): string[] {
  const rows = keys.map(({ id, role, connections, rescued, remembering }) => [
    id,
    role,
    ...[connections, rescued, remembering].map(String),
  ])
  return table(output, heading, rows)
}
