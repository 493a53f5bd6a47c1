/** The line of a JSON text at which parsing failed, where V8 tells. Never its message: that repeats the text. */
export function syntaxErrorLine(text: string, error: unknown): number | undefined {
  const message = error instanceof Error ? error.message : ''
  const whole = text.trimEnd()
  if (/end of JSON input/.test(message)) return lines(whole)
  const position = /position (\d+)/.exec(message)?.[1]
  // Behind the last character something is missing: that is not on the line below.
  return position === undefined ? undefined : lines(whole.slice(0, Number(position)))
}

function lines(text: string): number {
  return text.split('\n').length
}
