import { AuthorizationCodes } from '../authorization-codes.ts'
import type { SandboxClock } from '../clock.ts'
import { lifetimesOf, type TokenLifetimes } from '../lifetimes.ts'
import { jsonReply, type Reply } from '../reply.ts'
import { type ChainOwner, TokenChains } from '../token-chains.ts'
import type { StandardOptions } from './options.ts'
import type { Refused, ServerSpec } from './server-spec.ts'
import { StandardApps } from './standard-apps.ts'

/** Everything that one such server remembers. */
export interface StandardState {
  spec: ServerSpec
  apps: StandardApps
  codes: AuthorizationCodes<ChainOwner & { codeChallenge: string; redirectUri: string }>
  tokens: TokenChains<ChainOwner>
  lifetimes: TokenLifetimes
}

export function createStandardState(
  spec: ServerSpec,
  clock: SandboxClock,
  options: StandardOptions,
): StandardState {
  const lifetimes = lifetimesOf(options, spec.lifetimes)
  return {
    spec,
    apps: new StandardApps(spec.vendor, options.apps ?? [spec.demoApp]),
    codes: new AuthorizationCodes(clock),
    tokens: new TokenChains(clock, {
      lifetimes,
      inheritsEnd: spec.refreshTokenExpiry === 'fixed',
      singleUse: (options.refreshTokens ?? spec.refreshTokens) === 'single-use',
      oldAccessTokenDies: (options.oldAccessToken ?? 'dies') === 'dies',
    }),
    lifetimes,
  }
}

export function refusedReply({ status, body, errorCode, meaning }: Refused): Reply {
  return { ...jsonReply(body, status), errorCode, meaning }
}
