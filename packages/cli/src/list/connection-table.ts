import type { Connection } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Output } from '../output/output.ts'
import { relativeTime } from '../output/relative-time.ts'
import { styleOf } from '../output/style.ts'
import { type Cell, type Column, fittedTable, type Room } from '../output/table.ts'

const columns: Column[] = [
  { heading: phrase`CONNECTION` },
  { heading: phrase`LABEL`, importance: 4, least: 12 },
  { heading: phrase`PROVIDER`, importance: 1 },
  { heading: phrase`STATUS`, importance: 6 },
  { heading: phrase`EXPIRES`, importance: 5 },
  { heading: phrase`REFRESH EXPIRES`, importance: 3 },
  { heading: phrase`LAST REFRESH`, importance: 2 },
]

/** A line for each connection, under a heading. */
export function connectionTable(
  output: Pick<Output, 'text'>,
  connections: readonly Connection[],
  now: number,
  room: Room,
): string[] {
  return fittedTable(
    output,
    columns,
    connections.map((connection) => row(connection, now)),
    room,
  )
}

function row(connection: Connection, now: number): Cell[] {
  const { id, label = '', provider, status, expiresAt, refreshExpiresAt, updatedAt } = connection
  const when = (date: Date | undefined) => (date ? relativeTime(date, now) : '-')
  return [
    id,
    label,
    provider,
    { text: status, style: styleOf[status] },
    when(expiresAt),
    when(refreshExpiresAt),
    when(updatedAt),
  ]
}
