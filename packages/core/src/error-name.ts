/** What may be said of a foreign error: its class. Its message may quote what was sent. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
