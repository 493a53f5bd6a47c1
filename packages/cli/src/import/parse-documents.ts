import { phrase, type Said } from '@oauth-tokens/core/phrase'
import type { UsageError } from '../usage-error.ts'
import { atLine, importProblem } from './import-problem.ts'
import { syntaxErrorLine } from './syntax-error-line.ts'

/** One JSON value of the input, and where it stands: "line 3", "entry 2". */
export interface SourceDocument {
  value: unknown
  where: Said
}

/**
 * Reads one JSON value, an array of them, or one per line.
 * @throws UsageError with the line; never with the text, which holds tokens
 */
export function parseDocuments(content: string, source: string): SourceDocument[] {
  const whole = parse(content)
  if ('value' in whole) {
    if (!Array.isArray(whole.value)) return [{ value: whole.value, where: source }]
    return whole.value.map((value, index) => ({ value, where: phrase`${source}, entry ${index + 1}` }))
  }
  const lines = content.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }))
  const filled = lines.filter(({ line }) => line !== '')
  // JSON over several lines does not begin with a line that is whole in itself.
  const first = filled[0]
  if (filled.length < 2 || !first || 'error' in parse(first.line)) {
    throw notJson(source, syntaxErrorLine(content, whole.error))
  }
  return filled.map(({ line, number }) => {
    const parsed = parse(line)
    if ('error' in parsed) throw notJson(source, number)
    return { value: parsed.value, where: atLine(source, number) }
  })
}

function parse(text: string): { value: unknown } | { error: unknown } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { error }
  }
}

function notJson(source: string, line: number | undefined): UsageError {
  return importProblem(line ? atLine(source, line) : source, phrase`this is not JSON`)
}
