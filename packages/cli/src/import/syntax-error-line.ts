/** The line of a JSON text at which parsing failed, where V8 tells. Never its message: that repeats the text. */
export function syntaxErrorLine(text: string, error: unknown): number | undefined {
  const message = error instanceof Error ? error.message : ''
  if (/end of JSON input/.test(message)) return lines(text.trimEnd())
  const position = /position (\d+)/.exec(message)?.[1]
  return position === undefined ? undefined : lines(text.slice(0, Number(position)))
}

function lines(text: string): number {
  return text.split('\n').length
}
