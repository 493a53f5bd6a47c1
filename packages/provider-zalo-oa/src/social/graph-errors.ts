import type { ResourceAnswer } from '@oauth-tokens/core'
import { errorCode } from '../oauth-v4/error-code.ts'

/** 452 was seen live, for a bad token and for one whose user removed the app; 124 is reported without proof. */
export const tokenRefused: ReadonlySet<number> = new Set([452, 124])

/** Errors of the graph come inside HTTP 200, in positive numbers (documented). */
export function deadToken({ status, json }: ResourceAnswer): boolean {
  const code = errorCode(json?.error)
  return code === undefined || code === 0 ? status === 401 : tokenRefused.has(code)
}
