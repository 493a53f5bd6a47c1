import type { Connection } from '@oauth-tokens/core'
import type { Output } from '../output/output.ts'

/** Tells which connection a login made. */
export function reportConnection(output: Output, connection: Connection): void {
  const { id, label } = connection
  output.note(`Connected ${label === undefined ? id : `"${label}" as ${id}`}.`)
  if (output.json) output.document(connection)
  else output.line(id)
}
