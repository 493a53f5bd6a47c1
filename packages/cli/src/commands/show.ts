import type { Connection } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { Command } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { facts } from '../output/facts.ts'
import { timeWithDistance } from '../output/relative-time.ts'
import { paintOn, styleOf } from '../output/style.ts'
import type { Cell } from '../output/table.ts'

/** Shows one connection in full, without secrets. */
export const show: Command<CommandOptions['show']> = async (context, { connection: id }) => {
  const { output, stdout, env } = context
  const connection = await withManager(context, ({ manager }) => manager.connection(id))
  if (output.json) return output.document(connection)
  for (const line of facts(output, entries(connection, context.now()), paintOn(stdout, env)))
    output.line(line)
}

function entries(connection: Connection, now: number): [name: Said, value: Cell][] {
  const { label, status, scopes, expiresAt, refreshExpiresAt, assumed, params } = connection
  const when = (date: Date) => timeWithDistance(date, now)
  return [
    [phrase`id`, connection.id],
    [phrase`provider`, connection.provider],
    [phrase`account`, connection.account],
    ...some(phrase`label`, label),
    [phrase`status`, { text: status, style: styleOf[status] }],
    ...some(phrase`scopes`, scopes.length > 0 ? scopes.join(' ') : undefined),
    ...some(phrase`expires`, expiresAt && when(expiresAt)),
    ...some(phrase`refresh expires`, refreshExpiresAt && when(refreshExpiresAt)),
    ...some(phrase`assumed`, assumed?.join(', ')),
    [phrase`generation`, String(connection.generation)],
    [phrase`created`, when(connection.createdAt)],
    [phrase`updated`, when(connection.updatedAt)],
    ...Object.entries(params),
  ]
}

function some(name: Said, value: Cell | undefined): [name: Said, value: Cell][] {
  return value === undefined ? [] : [[name, value]]
}
