import { changeSettings, isCount, isPositive } from './checked-settings.ts'

/** How much is too much. The documents contradict each other; the defaults are the strictest of them. */
export interface ZohoLimits {
  /** Refreshes of one refresh token in a window. @default 10 */
  refreshesPerWindow: number
  /** Authorization codes of one client in a window. @default 10 */
  codesPerWindow: number
  /** Seconds. @default 600 */
  window: number
  /** Of one user with one client; one more ends the oldest. @default 20 */
  refreshTokens: number
  /** Live ones of one refresh token; one more ends the oldest. @default 10 */
  accessTokens: number
  /** Seconds between two polls for a device code that are not too fast. @default 30 */
  devicePollInterval: number
}

export function limitsOf(changes: Partial<ZohoLimits> = {}): ZohoLimits {
  const limits = {
    refreshesPerWindow: 10,
    codesPerWindow: 10,
    window: 600,
    refreshTokens: 20,
    accessTokens: 10,
    devicePollInterval: 30,
  }
  changeLimits(limits, changes)
  return limits
}

/** @throws TypeError for a limit that is not a number, or has an unknown name */
export function changeLimits(limits: ZohoLimits, changes: Partial<ZohoLimits>): void {
  const isAtLeastOne = (value: unknown) => isCount(value) && value !== 0
  changeSettings(limits, changes, {
    refreshesPerWindow: isAtLeastOne,
    codesPerWindow: isAtLeastOne,
    window: isPositive,
    refreshTokens: isAtLeastOne,
    accessTokens: isAtLeastOne,
    devicePollInterval: (value) => value === 0 || isPositive(value),
  })
}
