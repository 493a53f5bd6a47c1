import type { LifetimeOptions } from '../lifetimes.ts'
import type { ZaloPayError, ZaloPayRefusal } from './refusals.ts'

/**
 * How the emulated ZaloPay is set up. Lifetimes in seconds: an hour, 30 days, 10 minutes by default. Most of it
 * is not published by ZaloPay, so that it can be chosen.
 */
export interface ZaloPayOptions extends LifetimeOptions {
  /** @default [demoZaloPayApp] */
  apps?: ZaloPayApp[]
  /** How a challenge is made: base64url of the hex text of the digest, or RFC 7636's S256. @default 'hex' */
  pkce?: 'hex' | 's256' | 'either'
  /** `{data}` or `{error}`, or fields beside `return_code` as the payment APIs answer. @default 'data' */
  envelope?: 'data' | 'return-code'
  /** How both lifetimes are sent; `epoch` is the instant of the end, in milliseconds too. @default 'milliseconds' */
  expiresInAs?: 'milliseconds' | 'epoch' | 'string' | 'missing'
  /** HTTP status of a refusal. @default 200 */
  errorStatus?: number
  /** Error objects in place of the default ones. */
  errors?: Partial<Record<ZaloPayRefusal, Partial<ZaloPayError>>>
  /** Whether a refresh spends the refresh token. @default 'single-use' */
  refreshTokens?: 'single-use' | 'reusable'
  /** What a refresh does to the access token before it. @default 'dies' */
  oldAccessToken?: 'dies' | 'lives'
  /** @default '/oauth/v1/access_token' */
  tokenPath?: string
  /** A guess: the real path is not published. @default '/oauth/user/info' */
  userInfoPath?: string
  /** A guess too. @default '/oauth/user/public-info' */
  publicUserInfoPath?: string
}

/** A mini app of a merchant. */
export interface ZaloPayApp {
  /** A number in the mini app's SDK, as 1878. */
  appId: number
  /** Value of `x-secret-key`; it alone tells the token endpoint which app is asking. */
  secretKey: string
  /** Registered with ZaloPay; the code is appended to it. */
  callbackUrl: string
  /** What the app may ask for, set by ZaloPay. Empty: only `muid`, and no consent screen. */
  permissions: ZaloPayPermission[]
  users: ZaloPayUser[]
}

export type ZaloPayPermission =
  | 'user.phone'
  | 'user.name'
  | 'user.identity.info'
  | 'user.identity.image'
  | 'user.avatar'

export interface ZaloPayUser {
  /** The user's id within this merchant. */
  muid: string
  displayName: string
  /** With the leading zero that the answer loses. */
  phone: string
}
