import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { allConnections } from '../all-connections.ts'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withHouse, withManager } from '../compose.ts'
import { connectionTable } from '../list/connection-table.ts'
import { watchList } from '../list/watch-list.ts'
import { roomOn } from '../output/style.ts'

/** Lists the connections, once or until stopped. */
export const list: Command<CommandOptions['list']> = async (context, { watch, ...filter }) => {
  const { output, stdout, env, signal } = context
  if (watch) return withHouse(context, (house) => watchList(context, house, fitting(filter)))
  const { connections, damage } = await withManager(context, ({ manager }) =>
    allConnections(manager, signal, filter),
  )
  if (output.json) {
    output.document(connections)
  } else if (connections.length > 0) {
    for (const line of connectionTable(output, connections, context.now(), roomOn(stdout, env)))
      output.line(line)
  } else if (!damage) {
    const filtered = Object.keys(filter).length > 0
    output.note(
      filtered
        ? phrase`No connection is like that; \`oauth-tokens list\` shows all.`
        : phrase`No connections yet: \`oauth-tokens login PROVIDER\` makes one.`,
    )
  }
  if (damage) throw damage
}

function fitting({ provider, status }: Omit<CommandOptions['list'], 'watch'>) {
  return (connection: Connection | undefined) =>
    connection !== undefined &&
    (provider === undefined || connection.provider === provider) &&
    (status === undefined || connection.status === status)
}
