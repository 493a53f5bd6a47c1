/** Short enough to be a text of its own: a longer part of a text would keep the whole of it in memory. */
const pattern = /^[\w-]{12}$/

/**
 * The end of a tokens record, by which whoever knows that very text recognises it. It is of the authentication tag of
 * a JWE, which no other text has. Undefined for what does not end in one, as a tombstone.
 */
export function markOf(tokens: string | undefined): string | undefined {
  if (!tokens?.endsWith('"}')) return undefined
  const mark = tokens.slice(-14, -2)
  return pattern.test(mark) ? mark : undefined
}
