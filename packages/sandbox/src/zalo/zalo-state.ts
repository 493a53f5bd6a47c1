import { AuthorizationCodes } from '../authorization-codes.ts'
import type { SandboxClock } from '../clock.ts'
import { lifetimesOf, type TokenLifetimes } from '../lifetimes.ts'
import { Apps } from './apps.ts'
import { CallWindows } from './call-windows.ts'
import { demoApp } from './demo-app.ts'
import type { SentMessage } from './messages.ts'
import type { ZaloOptions } from './options.ts'
import { TokenPairs } from './token-pairs.ts'

export interface OaCodeGrant {
  appId: string
  oaId: string
  codeChallenge: string
}

/** Everything the emulated Zalo remembers. */
export interface ZaloState {
  apps: Apps
  codes: AuthorizationCodes<OaCodeGrant>
  tokens: TokenPairs
  lifetimes: TokenLifetimes
  calls: CallWindows
  expiresInAs: NonNullable<ZaloOptions['expiresInAs']>
  /** The code for a dead token at every API, in place of the API's own. */
  deadTokenCode: number | string | undefined
  messages: SentMessage[]
}

/** Documented: 25 hours, 3 months and 10 minutes. */
const documented = { accessToken: 90_000, refreshToken: 90 * 86_400, code: 600 }

export function createZaloState(clock: SandboxClock, options: ZaloOptions): ZaloState {
  const apps = new Apps()
  for (const app of options.apps ?? [demoApp]) apps.register(app)
  const lifetimes = lifetimesOf(options, documented)
  return {
    apps,
    codes: new AuthorizationCodes(clock),
    tokens: new TokenPairs(clock, lifetimes),
    lifetimes,
    calls: new CallWindows(clock, options.callsPerMinute ?? 4000),
    expiresInAs: options.expiresInAs ?? 'string',
    deadTokenCode: options.deadTokenCode,
    messages: [],
  }
}
