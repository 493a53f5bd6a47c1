import type { Said } from '@oauth-tokens/core/phrase'
import { clean } from './clean.ts'
import type { Output } from './output.ts'

/** Columns aligned by spaces, under a heading. Cells from outside are cleaned. */
export function table(
  { text }: Output,
  heading: readonly Said[],
  rows: readonly (readonly Said[])[],
): string[] {
  const cells = [heading, ...rows].map((row) => row.map((cell) => clean(text(cell)).normalize('NFC')))
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => width(row[column]))))
  return cells.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  )
}

function width(cell: string | undefined): number {
  return [...(cell ?? '')].length
}
