/** Strings first, so that digits inside them are passed over; then whole numbers long enough to be in danger. */
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/** Without such a run, in a number or elsewhere, nothing is in danger. */
const longRun = /\d{16}/

/**
 * A JSON object, or undefined. Whole numbers beyond 2^53 become strings: an account id of 19 digits sent as a
 * number would otherwise come out as another account's.
 */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    if (!longRun.test(text)) return value as Record<string, unknown>
    return JSON.parse(
      text.replace(stringOrLongInteger, (match) =>
        match.startsWith('"') || Number.isSafeInteger(Number(match)) ? match : `"${match}"`,
      ),
    ) as Record<string, unknown>
  } catch {
    return undefined
  }
}
