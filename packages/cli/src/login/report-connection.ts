import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Output } from '../output/output.ts'

/** Tells which connection a login made. */
export function reportConnection(output: Output, connection: Connection): void {
  const { id, label } = connection
  output.note(label === undefined ? phrase`Connected ${id}.` : phrase`Connected "${label}" as ${id}.`)
  if (output.json) output.document(connection)
  else output.line(id)
}
