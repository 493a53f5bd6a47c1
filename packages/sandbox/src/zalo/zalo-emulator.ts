import { changeLifetimes, type TokenLifetimes } from '../lifetimes.ts'
import { type ConsentChoice, checkConsentRequest, decide, errorPage } from './consent.ts'
import type { SentMessage } from './messages.ts'
import type { ZaloApp } from './options.ts'
import type { TokenPair } from './token-pairs.ts'
import type { ZaloState } from './zalo-state.ts'

/** What the console, the admin of an OA, or a test can do to the emulated Zalo, in the same process. */
export interface ZaloEmulator {
  /** Registers an app, or replaces the one of the same id; its tokens stay. */
  registerApp(app: ZaloApp): void
  /** Seconds, for what is issued from now on. */
  setLifetimes(lifetimes: Partial<TokenLifetimes>): void
  /** Issues a pair without consent, as the console's API Explorer does; the older pair dies. */
  mint(appId: string, oaId: string): TokenPair
  /** The admin of the OA removes the app: both tokens die. */
  revokeApp(appId: string, oaId: string): void
  /** The old secret is refused from now on; tokens stay. */
  rotateSecret(appId: string, secretKey: string): void
  /** Plays the browser on an authorization URL; returns where it is sent. */
  authorize(url: string | URL, choice?: Partial<ConsentChoice>): string
  isLive(accessToken: string): boolean
  /** What every API answers to a dead token from now on; undefined for each API's own code. */
  setDeadTokenCode(code: number | string | undefined): void
  /** The messages that were accepted, in order: a copy. */
  messages(): SentMessage[]
  currentAccessToken(appId: string, oaId: string): string | undefined
  currentRefreshToken(appId: string, oaId: string): string | undefined
  /** Generation of the current refresh token: 1 after a consent, then one more with each rotation. */
  generation(appId: string, oaId: string): number | undefined
}

export function createZaloEmulator(state: ZaloState): ZaloEmulator {
  const { apps, tokens, lifetimes } = state
  return {
    registerApp: (app) => apps.register(app),
    setLifetimes: (changes) => changeLifetimes(lifetimes, changes),
    mint(appId, oaId) {
      apps.oa(appId, oaId)
      return tokens.mint(appId, oaId)
    },
    revokeApp(appId, oaId) {
      apps.oa(appId, oaId)
      tokens.remove(appId, oaId)
    },
    rotateSecret(appId, secretKey) {
      apps.get(appId).secretKey = secretKey
    },
    authorize(url, choice = {}) {
      const { origin, searchParams } = new URL(url)
      const request = checkConsentRequest(state.apps, searchParams)
      const location =
        typeof request === 'number'
          ? errorPage(request)
          : decide(state, request, { decision: 'allow', ...choice })
      return location.startsWith('/') ? origin + location : location
    },
    isLive: (accessToken) => tokens.findAccess(accessToken)?.live ?? false,
    setDeadTokenCode(code) {
      state.deadTokenCode = code
    },
    messages: () => structuredClone(state.messages),
    currentAccessToken: (appId, oaId) => tokens.current(appId, oaId)?.accessToken,
    currentRefreshToken: (appId, oaId) => tokens.current(appId, oaId)?.refreshToken,
    generation(appId, oaId) {
      const token = tokens.current(appId, oaId)?.refreshToken
      return token === undefined ? undefined : tokens.findRefresh(token)?.generation
    },
  }
}
