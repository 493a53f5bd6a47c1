import type { Connection } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { allConnections } from '../all-connections.ts'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { relativeTime } from '../output/relative-time.ts'
import { table } from '../output/table.ts'

const heading = [
  phrase`CONNECTION`,
  phrase`LABEL`,
  phrase`STATUS`,
  phrase`EXPIRES`,
  phrase`REFRESH EXPIRES`,
  phrase`GENERATION`,
]

/** Lists the connections. */
export const list: Command<CommandOptions['list']> = async (context) => {
  const { output } = context
  const connections = await withManager(context, ({ manager }) => allConnections(manager, context.signal))
  if (output.json) return output.document(connections)
  if (connections.length === 0)
    return output.note(phrase`No connections yet: \`oauth-tokens login PROVIDER\` makes one.`)
  const now = context.now()
  for (const line of table(
    output,
    heading,
    connections.map((connection) => row(connection, now)),
  ))
    output.line(line)
}

function row(connection: Connection, now: number): Said[] {
  const { id, label = '', status, expiresAt, refreshExpiresAt, generation } = connection
  const when = (date: Date | undefined) => (date ? relativeTime(date, now) : '-')
  return [id, label, status, when(expiresAt), when(refreshExpiresAt), String(generation)]
}
