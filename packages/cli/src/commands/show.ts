import type { Connection } from '@oauth-tokens/core'
import type { Said } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { clean } from '../output/clean.ts'
import { timeWithDistance } from '../output/relative-time.ts'

/** Shows one connection in full, without secrets. */
export const show: Command<CommandOptions['show']> = async (context, { connection: id }) => {
  const { output } = context
  const connection = await withManager(context, ({ manager }) => manager.connection(id))
  if (output.json) return output.document(connection)
  const entries = Object.entries(facts(connection, context.now()))
  const width = Math.max(...entries.map(([name]) => name.length)) + 2
  for (const [name, value] of entries) output.line(`${`${name}:`.padEnd(width)}${clean(output.text(value))}`)
}

function facts(connection: Connection, now: number): Record<string, Said> {
  const { label, scopes, expiresAt, refreshExpiresAt, assumed, params } = connection
  const when = (date: Date) => timeWithDistance(date, now)
  return {
    id: connection.id,
    provider: connection.provider,
    account: connection.account,
    ...(label !== undefined && { label }),
    status: connection.status,
    ...(scopes.length > 0 && { scopes: scopes.join(' ') }),
    ...(expiresAt && { expires: when(expiresAt) }),
    ...(refreshExpiresAt && { 'refresh expires': when(refreshExpiresAt) }),
    ...(assumed && { assumed: assumed.join(', ') }),
    generation: String(connection.generation),
    created: when(connection.createdAt),
    updated: when(connection.updatedAt),
    ...Object.fromEntries(Object.entries(params).map(([name, value]) => [clean(name), value])),
  }
}
