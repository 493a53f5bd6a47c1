import { phrase } from '@oauth-tokens/core/phrase'
import type { Language } from '../language/language.ts'

/** Columns that a line of an example has, in a terminal of 80. */
const width = 74

/** The end of a command's help. */
export function examples({ say }: Language, ...lines: string[]): string {
  const shown = lines.map((line) => `  $ ${folded(line).join(' \\\n      ')}`)
  return `\n${say(phrase`Examples:`)}\n${shown.join('\n')}`
}

/** A long line in pieces that a shell takes as one: broken before a flag, an address or a pipe, never inside quotes. */
function folded(line: string): string[] {
  const rows: string[] = []
  for (const piece of piecesOf(line)) {
    const row = rows.at(-1)
    if (row === undefined || row.length + 1 + piece.length > width) rows.push(piece)
    else rows.splice(-1, 1, `${row} ${piece}`)
  }
  return rows
}

/** A flag and its value stay together, and so does what follows `--`. */
function piecesOf(line: string): string[] {
  const pieces: string[][] = []
  for (const word of line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []) {
    const piece = pieces.at(-1)
    const begins = /^(--|https?:)/.test(word) ? piece?.[0] !== '--' : /^[|<>]/.test(word)
    if (piece && !begins) piece.push(word)
    else pieces.push([word])
  }
  return pieces.map((words) => words.join(' '))
}
