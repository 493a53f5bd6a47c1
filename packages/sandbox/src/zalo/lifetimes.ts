import type { ZaloOptions } from './options.ts'

/** Seconds; a change counts for what is issued after it. */
export interface ZaloLifetimes {
  accessToken: number
  refreshToken: number
  code: number
}

/** Documented: 25 hours, 3 months and 10 minutes. */
export function lifetimesOf(options: ZaloOptions): ZaloLifetimes {
  return checked({
    accessToken: options.accessTokenLifetime ?? 90_000,
    refreshToken: options.refreshTokenLifetime ?? 90 * 86_400,
    code: options.codeLifetime ?? 600,
  })
}

/** @throws TypeError for a lifetime that is not a positive number, or has an unknown name */
export function changeLifetimes(lifetimes: ZaloLifetimes, changes: Partial<ZaloLifetimes>): void {
  Object.assign(lifetimes, checked(changes))
}

function checked<Changes extends Partial<ZaloLifetimes>>(changes: Changes): Changes {
  for (const [name, seconds] of Object.entries(changes)) {
    if (!['accessToken', 'refreshToken', 'code'].includes(name)) {
      throw new TypeError(`Unknown lifetime ${name}; known are accessToken, refreshToken, code`)
    }
    if (!(Number.isFinite(seconds) && seconds > 0)) {
      throw new TypeError(`The lifetime ${name} is a positive number of seconds, got ${seconds}`)
    }
  }
  return changes
}
