import type { LifetimeOptions } from '../lifetimes.ts'

/** How the emulated Zalo social login is set up. Lifetimes in seconds: an hour, 30 days, 10 minutes by default. */
export interface ZaloSocialOptions extends LifetimeOptions {
  /** @default [demoSocialApp] */
  apps?: ZaloSocialApp[]
  /** Both lifetimes of the token answer. @default 'string' */
  expiresInAs?: 'string' | 'number' | 'missing'
  /**
   * What a consumed refresh token gets: -14014, or HTTP 200 with an empty body as an OA's does.
   * @default 'error'
   */
  replayAnswer?: 'error' | 'empty'
  /**
   * What a refresh does to the access token before it. Documented for OAs only, so that the worse case is emulated.
   * @default 'dies'
   */
  oldAccessToken?: 'dies' | 'lives'
  /** Whether the profile takes `?access_token=` too, as some clients send it. @default false */
  tokenInQuery?: boolean
  /** Calls of the graph that one app may make in a minute. @default 4000 */
  callsPerMinute?: number
  /** The same for one user. @default 20 */
  callsPerUserPerMinute?: number
}

/** An app at developers.zalo.me that has Đăng nhập → Web. */
export interface ZaloSocialApp {
  appId: string
  secretKey: string
  /** Callback URLs of the platform "Web", compared byte for byte. */
  redirectUris: string[]
  /** The users that can log in. */
  users: ZaloUser[]
  /** Switched off, `secret_key` is not looked at and PKCE is a must. @default true */
  checkSecretKey?: boolean
  /** The profile needs the appsecret_proof header, as it does for mini apps. @default false */
  checkSecretProof?: boolean
}

export interface ZaloUser {
  /** The user's id within this app, 19 digits. */
  id: string
  name: string
}
