import { explanations, type MiniAppExplanation } from './explanations.ts'

/** Why `getOauthV1Code` failed. */
export interface MiniAppError extends MiniAppExplanation {
  code: string
}

/**
 * Explains what `zlpSdk.User.getOauthV1Code` failed with: a code such as `030501`, or the whole object, whose shape is not
 * documented. Undefined: no known code is in it.
 *
 * @example
 * zalopayMiniAppError(error)?.vi.todo
 */
export function zalopayMiniAppError(failure: unknown): MiniAppError | undefined {
  const code = codeIn(failure, 0)
  const explanation = code === undefined ? undefined : explanations[code]
  return code && explanation ? { code, ...explanation } : undefined
}

/** Deeper than any error object is worth looking. */
const deepest = 3

function codeIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'number' || typeof value === 'string') {
    // As a number it has lost its zero.
    const digits = /(?<!\d)0?(3050[1-5])(?!\d)/.exec(String(value))?.[1]
    return digits && `0${digits}`
  }
  if (typeof value !== 'object' || value === null || depth === deepest) return undefined
  // The text of an Error is not among its entries.
  const message = value instanceof Error ? [value.message] : []
  for (const member of [...Object.values(value), ...message]) {
    const code = codeIn(member, depth + 1)
    if (code) return code
  }
  return undefined
}
