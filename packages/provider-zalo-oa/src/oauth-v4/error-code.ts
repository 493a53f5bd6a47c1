/** A whole number in an `error` field; also quoted ones, which some answers have (reported). */
export function errorCode(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined
  const text = String(value).trim()
  return /^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** The text for people; it stands in any of these, and `message` is mostly missing (reported). */
export function errorText(body: Record<string, unknown>): string {
  const fields = [body.message, body.error_description, body.error_reason, body.error_name]
  return fields.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? ''
}
