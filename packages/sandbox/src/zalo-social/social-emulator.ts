import { changeLifetimes, type TokenLifetimes } from '../lifetimes.ts'
import type { ChainTokens } from '../token-chains.ts'
import { checkConsentRequest, errorPage } from '../zalo/consent.ts'
import { decideLogin, type LoginChoice } from './login.ts'
import type { ZaloSocialApp } from './options.ts'
import type { SocialState } from './social-state.ts'

/** What the console, a user, or a test can do to the emulated social login, in the same process. */
export interface ZaloSocialEmulator {
  /** Registers an app, or replaces the one of the same id; its tokens stay. */
  registerApp(app: ZaloSocialApp): void
  /** Seconds, for what is issued from now on. */
  setLifetimes(lifetimes: Partial<TokenLifetimes>): void
  /** Logs a user in without the page; older logins stay. */
  mint(appId: string, userId: string): ChainTokens
  /** The user removes the app: all their tokens die. */
  revokeApp(appId: string, userId: string): void
  /** The old secret is refused from now on; tokens stay. */
  rotateSecret(appId: string, secretKey: string): void
  /** Plays the browser on an authorization URL; returns where it is sent. */
  authorize(url: string | URL, choice?: Partial<LoginChoice>): string
  isLive(accessToken: string): boolean
}

export function createSocialEmulator(state: SocialState): ZaloSocialEmulator {
  const { apps, tokens, lifetimes } = state
  return {
    registerApp: (app) => apps.register(app),
    setLifetimes: (changes) => changeLifetimes(lifetimes, changes),
    mint: (appId, userId) => tokens.start({ appId, accountId: apps.user(appId, userId).id }),
    revokeApp: (appId, userId) => tokens.revoke(appId, apps.user(appId, userId).id),
    rotateSecret(appId, secretKey) {
      apps.get(appId).secretKey = secretKey
    },
    authorize(url, choice = {}) {
      const { origin, searchParams } = new URL(url)
      const request = checkConsentRequest(state.apps, searchParams)
      const location =
        typeof request === 'number'
          ? errorPage(request)
          : decideLogin(state, request, { decision: 'allow', ...choice })
      return location.startsWith('/') ? origin + location : location
    },
    isLive: (accessToken) => tokens.findAccess(accessToken) !== undefined,
  }
}
