import stringWidth from 'string-width'

const ascii = /^[\x20-\x7e]*$/
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Columns that a text takes on a terminal: Chinese takes two a character, a Vietnamese accent none of its own. */
export function textWidth(text: string): number {
  return ascii.test(text) ? text.length : stringWidth(text)
}

/** The text, or as much of it as fits with a "…". */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width <= 0) return ''
  let kept = ''
  let taken = 1
  for (const { segment } of graphemes.segment(text)) {
    taken += textWidth(segment)
    if (taken > width) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}
