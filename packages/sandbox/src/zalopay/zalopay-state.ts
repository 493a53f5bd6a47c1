import { randomInt } from 'node:crypto'
import { AuthorizationCodes } from '../authorization-codes.ts'
import type { SandboxClock } from '../clock.ts'
import { lifetimesOf, type TokenLifetimes } from '../lifetimes.ts'
import { TokenChains } from '../token-chains.ts'
import { demoZaloPayApp } from './demo-zalopay-app.ts'
import type { ZaloPayOptions, ZaloPayPermission } from './options.ts'
import { ZaloPayApps } from './zalopay-apps.ts'

/** Whose tokens, and for what. The app's id as a string. */
export interface ZaloPayOwner {
  appId: string
  accountId: string
  permissions: ZaloPayPermission[]
}

export type ZaloPayCodeGrant = ZaloPayOwner & { codeChallenge: string }

type Chosen =
  | 'pkce'
  | 'envelope'
  | 'expiresInAs'
  | 'errorStatus'
  | 'errors'
  | 'tokenPath'
  | 'userInfoPath'
  | 'publicUserInfoPath'

/** Everything the emulated ZaloPay remembers. */
export interface ZaloPayState extends Required<Pick<ZaloPayOptions, Chosen>> {
  apps: ZaloPayApps
  codes: AuthorizationCodes<ZaloPayCodeGrant>
  tokens: TokenChains<ZaloPayOwner>
  lifetimes: TokenLifetimes
}

/** Documented: an hour, 30 days. The code's is not. */
const defaults = { accessToken: 3600, refreshToken: 30 * 86_400, code: 600 }

export function createZaloPayState(clock: SandboxClock, options: ZaloPayOptions): ZaloPayState {
  const apps = new ZaloPayApps()
  for (const app of options.apps ?? [demoZaloPayApp]) apps.register(app)
  const lifetimes = lifetimesOf(options, defaults)
  return {
    apps,
    codes: new AuthorizationCodes(clock, makeCode),
    tokens: new TokenChains(clock, {
      lifetimes,
      inheritsEnd: false,
      singleUse: (options.refreshTokens ?? 'single-use') === 'single-use',
      oldAccessTokenDies: (options.oldAccessToken ?? 'dies') === 'dies',
    }),
    lifetimes,
    pkce: options.pkce ?? 'hex',
    envelope: options.envelope ?? 'data',
    expiresInAs: options.expiresInAs ?? 'milliseconds',
    errorStatus: options.errorStatus ?? 200,
    errors: options.errors ?? {},
    tokenPath: options.tokenPath ?? '/oauth/v1/access_token',
    userInfoPath: options.userInfoPath ?? '/oauth/user/info',
    publicUserInfoPath: options.publicUserInfoPath ?? '/oauth/user/public-info',
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** 64 letters and digits, as in the sample. */
function makeCode(): string {
  return Array.from({ length: 64 }, () => letters[randomInt(letters.length)]).join('')
}
