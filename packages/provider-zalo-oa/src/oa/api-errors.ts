import type { ResourceAnswer } from '@oauth-tokens/core'
import { errorCode } from '../oauth-v4/error-code.ts'

/** "Invalid" and "expired" come under the same numbers; -124 is that of ZNS, the odd signs are reported from production. */
export const tokenRefused: ReadonlySet<number> = new Set([-216, -220, -124, 216, 401, -401])

/**
 * Errors come inside HTTP 200 (reported), and a number says more than the status: for a missing proof (-242, -1241), a
 * quota (-211), the rate limit (-32), a lapsed package (-224) or a permission (-209, -212, -223) no new token helps.
 */
export function deadToken({ status, json }: ResourceAnswer): boolean {
  const code = errorCode(json?.error)
  return code === undefined || code === 0 ? status === 401 : tokenRefused.has(code)
}
