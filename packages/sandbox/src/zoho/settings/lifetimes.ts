import { changeSettings, isPositive } from './checked-settings.ts'

/** Seconds; a change counts for what is issued after it. Refresh tokens live until something ends them. */
export interface ZohoLifetimes {
  /** @default 3600 */
  accessToken: number
  /** The documents say 60, 120 and 180. @default 60 */
  code: number
  /** Of a Self Client's code, unless asked for otherwise. @default 180 */
  selfClientCode: number
  /** @default 300 */
  deviceCode: number
}

export function lifetimesOf(changes: Partial<ZohoLifetimes> = {}): ZohoLifetimes {
  const lifetimes = { accessToken: 3600, code: 60, selfClientCode: 180, deviceCode: 300 }
  changeLifetimes(lifetimes, changes)
  return lifetimes
}

/** @throws TypeError for a lifetime that is not a positive number, or has an unknown name */
export function changeLifetimes(lifetimes: ZohoLifetimes, changes: Partial<ZohoLifetimes>): void {
  changeSettings(lifetimes, changes, {
    accessToken: isPositive,
    code: isPositive,
    selfClientCode: isPositive,
    deviceCode: isPositive,
  })
}
