const century = 100 * 366 * 86_400

/** A lifetime: seconds, as a number or in quotes. Undefined for anything that cannot be one. */
export function readSeconds(value: unknown): number | undefined {
  const seconds = numberOf(value)
  return seconds !== undefined && seconds >= 0 && seconds <= century ? seconds : undefined
}

/** A point in time: ISO 8601, or seconds or milliseconds since 1970. Undefined for anything that cannot be one. */
export function readInstant(value: unknown): Date | undefined {
  const number = numberOf(value)
  // In seconds this is the year 5138; in milliseconds, 1973.
  if (number !== undefined) return dateOf(Math.abs(number) < 1e11 ? number * 1000 : number)
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value.trim())
    ? dateOf(Date.parse(value))
    : undefined
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*-?\d+(\.\d+)?\s*$/.test(value)) return undefined
  return Number(value)
}

function dateOf(milliseconds: number): Date | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? undefined : date
}
