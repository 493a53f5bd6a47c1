/** How many are kept of each connection. */
export const longestHistory = 50

/** One event a line, so that adding one reads none of the others. */
export function withLine(lines: string | undefined, line: string): string {
  const before = lines?.split('\n') ?? []
  return [...before, line].slice(-longestHistory).join('\n')
}
