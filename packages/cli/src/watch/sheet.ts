import type { Said } from '@oauth-tokens/core/phrase'
import { clean } from '../output/clean.ts'
import type { Output } from '../output/output.ts'
import type { Paint, Style } from '../output/style.ts'
import { type Cell, type Column, fittedTable } from '../output/table.ts'
import { cut } from '../output/text-width.ts'

/** Lines of a view, none of them longer than the terminal is wide. */
export interface Sheet {
  line(said: Said, style?: Style): string
  /** Below a heading and an empty line; nothing where there is nothing to tell. */
  section(heading: Said, body: readonly string[]): string[]
  /** A connection's name, and what is told of it. */
  rows(cells: readonly (readonly Cell[])[]): string[]
}

const indent = '  '
const columnsOf: readonly Column[] = [
  { heading: '' },
  { heading: '', importance: 1, least: 10 },
  { heading: '', importance: 3 },
  { heading: '', importance: 2 },
]

export function sheet({ text }: Pick<Output, 'text'>, paint: Paint, width: number): Sheet {
  const line = (said: Said, style?: Style) => paint(cut(clean(text(said)), width), style)
  return {
    line,
    section: (heading, body) => (body.length === 0 ? [] : ['', line(heading, 'strong'), ...body]),
    rows(cells) {
      const room = { width: width - indent.length, paint }
      const [, ...body] = fittedTable({ text }, columnsOf, cells, room)
      return body.map((one) => indent + one)
    },
  }
}
