import type { TokenAnswer } from '@oauth-tokens/core'
import { errorCode, errorText } from './error-code.ts'

/** The word for an answer without a body. */
export const emptyAnswer = 'empty_answer'

/**
 * Zalo's answer in standard words. Errors come inside HTTP 200 (reported; test suites have them under 400), so
 * the body decides, whatever the status.
 */
export function readTokenBody({
  json,
  text,
  status,
  purpose,
}: TokenAnswer): Record<string, unknown> | undefined {
  // A refresh token that was spent before is answered by HTTP 200 and nothing (reported from production, 2026-08).
  if (json === undefined) {
    return purpose === 'refresh' && status === 200 && text.trim() === '' ? { error: emptyAnswer } : undefined
  }
  const { error, ...rest } = json
  const code = errorCode(error)
  if (code === undefined ? !saysError(json) : code === 0) return rest
  return {
    ...rest,
    error: code === undefined ? wordOf(json) : String(code),
    error_description: errorText(json),
  }
}

// The number can be missing: a name alone is an error too (reported).
function saysError({ error, error_name }: Record<string, unknown>): boolean {
  return [error, error_name].some((sign) => sign !== undefined && sign !== null && sign !== '')
}

/** Names of numbers that we know (reported), for when the number is missing. */
const codes: Readonly<Record<string, string>> = {
  'invalid appid': '-14002',
  'invalid redirect uri': '-14003',
  'invalid refresh token': '-14014',
}

// Any other name stays a word that nobody understands, and the outcome open.
function wordOf({ error, error_name }: Record<string, unknown>): string {
  const word = [error_name, error].find((text): text is string => typeof text === 'string' && text !== '')
  const plain = word?.trim().toLowerCase().replace(/\.$/, '') ?? ''
  return Object.hasOwn(codes, plain) ? (codes[plain] ?? plain) : (word ?? 'unnamed_error')
}
