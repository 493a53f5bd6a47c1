import { changeLifetimes, type TokenLifetimes } from '../lifetimes.ts'
import type { ChainTokens } from '../token-chains.ts'
import { consentRequest, decide, type StandardChoice } from './consent.ts'
import type { StandardApp } from './options.ts'
import type { StandardState } from './standard-state.ts'

/** What the console, an account's owner, or a test can do to such a server, in the same process. */
export interface StandardEmulator {
  /** Registers an app, or replaces the one of the same id; its tokens stay. */
  registerApp(app: StandardApp): void
  /** Seconds, for what is issued from now on. */
  setLifetimes(lifetimes: Partial<TokenLifetimes>): void
  /** Logs an account in without the page; older logins stay. */
  mint(clientId: string, account: string): ChainTokens
  /** The owner removes the app: all tokens of the account die. */
  revokeApp(clientId: string, account: string): void
  /** The old secret is refused from now on; tokens stay. */
  rotateSecret(clientId: string, clientSecret: string): void
  /** Plays the browser on an authorization URL; returns where it is sent. @throws RangeError where the page says no */
  authorize(url: string | URL, choice?: Partial<StandardChoice>): string
  isLive(accessToken: string): boolean
}

export function createStandardEmulator(state: StandardState): StandardEmulator {
  const { apps, tokens, lifetimes } = state
  return {
    registerApp: (app) => apps.register(app),
    setLifetimes: (changes) => changeLifetimes(lifetimes, changes),
    mint: (appId, account) => tokens.start({ appId, accountId: apps.account(appId, account).id }),
    revokeApp: (appId, account) => tokens.revoke(appId, apps.account(appId, account).id),
    rotateSecret(clientId, clientSecret) {
      apps.get(clientId).clientSecret = clientSecret
    },
    authorize(url, choice = {}) {
      const request = consentRequest(state, new URL(url).searchParams)
      if (typeof request === 'string') throw new RangeError(request)
      return decide(state, request, { decision: 'allow', ...choice })
    },
    isLive: (accessToken) => tokens.findAccess(accessToken) !== undefined,
  }
}
