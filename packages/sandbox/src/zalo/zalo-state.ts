import type { SandboxClock } from '../clock.ts'
import { Apps } from './apps.ts'
import { CallWindows } from './call-windows.ts'
import { Codes } from './codes.ts'
import { demoApp } from './demo-app.ts'
import { lifetimesOf, type ZaloLifetimes } from './lifetimes.ts'
import type { ZaloOptions } from './options.ts'
import { TokenPairs } from './token-pairs.ts'

/** Everything the emulated Zalo remembers. */
export interface ZaloState {
  apps: Apps
  codes: Codes
  tokens: TokenPairs
  lifetimes: ZaloLifetimes
  calls: CallWindows
  expiresInAs: NonNullable<ZaloOptions['expiresInAs']>
}

export function createZaloState(clock: SandboxClock, options: ZaloOptions): ZaloState {
  const apps = new Apps()
  for (const app of options.apps ?? [demoApp]) apps.register(app)
  const lifetimes = lifetimesOf(options)
  return {
    apps,
    codes: new Codes(clock),
    tokens: new TokenPairs(clock, lifetimes),
    lifetimes,
    calls: new CallWindows(clock, options.callsPerMinute ?? 4000),
    expiresInAs: options.expiresInAs ?? 'string',
  }
}
