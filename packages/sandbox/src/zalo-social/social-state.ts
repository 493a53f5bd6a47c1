import { AuthorizationCodes } from '../authorization-codes.ts'
import type { SandboxClock } from '../clock.ts'
import { lifetimesOf, type TokenLifetimes } from '../lifetimes.ts'
import { type ChainOwner, TokenChains } from '../token-chains.ts'
import { CallWindows } from '../zalo/call-windows.ts'
import { demoSocialApp } from './demo-social-app.ts'
import type { ZaloSocialOptions } from './options.ts'
import { SocialApps } from './social-apps.ts'

export interface UserCodeGrant {
  appId: string
  userId: string
  codeChallenge: string
}

/** Everything the emulated social login remembers. */
export interface SocialState {
  apps: SocialApps
  codes: AuthorizationCodes<UserCodeGrant>
  tokens: TokenChains<ChainOwner>
  lifetimes: TokenLifetimes
  appCalls: CallWindows
  userCalls: CallWindows
  expiresInAs: NonNullable<ZaloSocialOptions['expiresInAs']>
  replayAnswer: NonNullable<ZaloSocialOptions['replayAnswer']>
  tokenInQuery: boolean
}

/** Documented: an hour, 30 days for a whole chain, 10 minutes. */
const documented = { accessToken: 3600, refreshToken: 30 * 86_400, code: 600 }

export function createSocialState(clock: SandboxClock, options: ZaloSocialOptions): SocialState {
  const apps = new SocialApps()
  for (const app of options.apps ?? [demoSocialApp]) apps.register(app)
  const lifetimes = lifetimesOf(options, documented)
  const oldAccessTokenDies = (options.oldAccessToken ?? 'dies') === 'dies'
  return {
    apps,
    codes: new AuthorizationCodes(clock),
    tokens: new TokenChains(clock, { lifetimes, inheritsEnd: true, singleUse: true, oldAccessTokenDies }),
    lifetimes,
    appCalls: new CallWindows(clock, options.callsPerMinute ?? 4000),
    userCalls: new CallWindows(clock, options.callsPerUserPerMinute ?? 20),
    expiresInAs: options.expiresInAs ?? 'string',
    replayAnswer: options.replayAnswer ?? 'error',
    tokenInQuery: options.tokenInQuery ?? false,
  }
}
