import { joined, type Said } from '@oauth-tokens/core/phrase'
import type { Output } from './output.ts'
import { type Paint, plain } from './style.ts'
import { type Cell, fittedTable } from './table.ts'

/** A name and a value on each line, aligned. */
export function facts(
  output: Pick<Output, 'text'>,
  entries: readonly (readonly [name: Said, value: Cell])[],
  paint: Paint = plain,
): string[] {
  const rows = entries.map(([name, value]) => [joined([name, ':'], ''), value])
  return fittedTable(output, [{ heading: '' }, { heading: '' }], rows, { paint }).slice(1)
}
