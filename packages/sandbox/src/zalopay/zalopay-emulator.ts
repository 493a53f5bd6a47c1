import { changeLifetimes, type TokenLifetimes } from '../lifetimes.ts'
import type { ChainTokens } from '../token-chains.ts'
import {
  getOauthV1Code,
  type OauthCodeAnswer,
  type OauthCodeChoice,
  type OauthCodeRequest,
} from './mini-app-sdk.ts'
import type { ZaloPayApp } from './options.ts'
import { challengeOf, makeVerifier } from './pkce.ts'
import type { ZaloPayState } from './zalopay-state.ts'

/** What the mini app, ZaloPay's team, a user, or a test can do to the emulated ZaloPay, in the same process. */
export interface ZaloPayEmulator {
  /** Registers an app, or replaces the one of the same id; its tokens stay. */
  registerApp(app: ZaloPayApp): void
  /** Seconds, for what is issued from now on. */
  setLifetimes(lifetimes: Partial<TokenLifetimes>): void
  /** `zlpSdk.User.getOauthV1Code`, and what the user does on the consent screen. */
  getOauthV1Code(request: OauthCodeRequest, choice?: OauthCodeChoice): OauthCodeAnswer
  /** `zlpSdk.User.generateCodeVerifier` and `generateCodeChallenge`, by the method of the options. */
  pkcePair(): { codeVerifier: string; codeChallenge: string }
  /** Issues tokens without the mini app, for all that the app may ask for; older logins stay. */
  mint(appId: number, muid: string): ChainTokens
  /** All tokens of the user die. */
  revokeApp(appId: number, muid: string): void
  /** The old secret is refused from now on; tokens stay. */
  rotateSecret(appId: number, secretKey: string): void
  isLive(accessToken: string): boolean
}

export function createZaloPayEmulator(state: ZaloPayState): ZaloPayEmulator {
  const { apps, tokens, lifetimes, pkce } = state
  return {
    registerApp: (app) => apps.register(app),
    setLifetimes: (changes) => changeLifetimes(lifetimes, changes),
    getOauthV1Code: (request, choice) => getOauthV1Code(state, request, choice),
    pkcePair() {
      const codeVerifier = makeVerifier()
      return { codeVerifier, codeChallenge: challengeOf(codeVerifier, pkce) }
    },
    mint(appId, muid) {
      const accountId = apps.user(appId, muid).muid
      return tokens.start({ appId: String(appId), accountId, permissions: apps.get(appId).permissions })
    },
    revokeApp: (appId, muid) => tokens.revoke(String(appId), apps.user(appId, muid).muid),
    rotateSecret(appId, secretKey) {
      apps.get(appId).secretKey = secretKey
    },
    isLive: (accessToken) => tokens.findAccess(accessToken) !== undefined,
  }
}
