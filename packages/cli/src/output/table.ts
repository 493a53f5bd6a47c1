import { isPhrase, type Said } from '@oauth-tokens/core/phrase'
import { clean } from './clean.ts'
import type { Output } from './output.ts'
import { type Paint, plain, type Style } from './style.ts'
import { cut, padded, textWidth } from './text-width.ts'

export interface Column {
  heading: Said
  /** Where there is no room, the least important columns are left out first; without a figure it always stays. */
  importance?: number
  /** It may be cut down to so many columns of the terminal. */
  least?: number
}

export type Cell = Said | { text: Said; style: Style | undefined }

export interface Room {
  /** Columns of the terminal; absent: nothing is cut. */
  width?: number
  paint?: Paint
}

const gap = 2

/** Columns aligned by spaces, under a heading. Cells from outside are cleaned. */
export function table(
  output: Pick<Output, 'text'>,
  heading: readonly Said[],
  rows: readonly (readonly Said[])[],
): string[] {
  return fittedTable(
    output,
    heading.map((one) => ({ heading: one })),
    rows,
  )
}

/** The same in the room there is. */
export function fittedTable(
  { text }: Pick<Output, 'text'>,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  { width = Number.POSITIVE_INFINITY, paint = plain }: Room = {},
): string[] {
  const shown = (said: Said) => clean(text(said)).normalize('NFC')
  const heading = columns.map((column) => ({ text: shown(column.heading), style: 'strong' as const }))
  const body = rows.map((row) => row.map((cell) => ({ text: shown(saidOf(cell)), style: styleOf(cell) })))
  const lines = [heading, ...body]
  const natural = columns.map((_, index) =>
    lines.reduce((most, line) => Math.max(most, textWidth(line[index]?.text ?? '')), 0),
  )
  const widths = widthsIn(width, columns, natural)
  return lines.map((line) => {
    const last = lastOf(line, widths)
    return line
      .flatMap(({ text: words, style }, index) => {
        const room = widths[index] ?? 0
        if (room === 0 || index > last) return []
        const fitting = cut(words, room)
        const filling = index === last ? '' : padded('', room - textWidth(fitting))
        return [paint(fitting, style) + filling]
      })
      .join(' '.repeat(gap))
  })
}

/** Behind it there is nothing to be seen. */
function lastOf(line: readonly { text: string }[], widths: readonly number[]): number {
  return line.findLastIndex(({ text }, index) => text !== '' && (widths[index] ?? 0) > 0)
}

/** The width of each column; 0: left out. */
function widthsIn(width: number, columns: readonly Column[], natural: readonly number[]): number[] {
  let widths = [...natural]
  const over = () => {
    const kept = widths.filter((one) => one > 0)
    return kept.reduce((sum, one) => sum + one, 0) + gap * (kept.length - 1) - width
  }
  const shrink = () => {
    for (const [index, { least }] of columns.entries()) {
      const excess = over()
      const room = widths[index] ?? 0
      if (excess > 0 && least !== undefined && room > least) widths[index] = Math.max(least, room - excess)
    }
  }
  const droppable = columns
    .map(({ importance }, index) => ({ importance, index }))
    .filter((one): one is { importance: number; index: number } => one.importance !== undefined)
    .sort((one, other) => one.importance - other.importance)
  shrink()
  for (const { index } of droppable) {
    if (over() <= 0) break
    // What was cut for its sake may be whole again.
    widths = natural.map((one, column) => ((widths[column] ?? 0) === 0 || column === index ? 0 : one))
    shrink()
  }
  const excess = over()
  const first = widths.findIndex((one) => one > 0)
  if (excess > 0 && first >= 0) widths[first] = Math.max(4, (widths[first] ?? 0) - excess)
  return widths
}

function saidOf(cell: Cell): Said {
  return typeof cell === 'string' || isPhrase(cell) ? cell : cell.text
}

function styleOf(cell: Cell): Style | undefined {
  return typeof cell === 'string' || isPhrase(cell) ? undefined : cell.style
}
