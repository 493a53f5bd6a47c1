/** Whether a value has all that is expected of it, however deep; lists must be of the same length. */
export function matches(value: unknown, expected: unknown): boolean {
  if (Object.is(value, expected)) return true
  if (typeof expected !== 'object' || expected === null) return false
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(expected) && (!Array.isArray(value) || value.length !== expected.length)) return false
  return Object.entries(expected).every(
    ([name, member]) => name in value && matches((value as Record<string, unknown>)[name], member),
  )
}
