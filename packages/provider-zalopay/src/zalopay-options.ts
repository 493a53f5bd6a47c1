import type { ProviderOptions } from '@oauth-tokens/core'
import type { ZaloPayErrorMeaning } from './errors/error-table.ts'

/** The settings of one mini app of a ZaloPay merchant. */
export interface ZaloPayOptions extends Omit<ProviderOptions, 'redirectUri' | 'endpoints'> {
  /** The `appId` that ZaloPay gave, as a string. It names the app here and is never sent: the secret tells the app. */
  clientId: string
  /** The secret that ZaloPay gave for `x-secret-key`, or several in order while it is being rotated. */
  clientSecret: string | readonly string[]
  /** ZaloPay sets permissions for each app: must be absent or empty. */
  scopes?: readonly string[] | undefined
  /** Which of ZaloPay's hosts is called. @default 'production' */
  environment?: 'sandbox' | 'production' | undefined
  /** Overrides single addresses; the one of user info is a guess of ours. */
  endpoints?: { token?: string | undefined; userInfo?: string | undefined } | undefined
  /** Asks user info for the `muid`, which names the account; `false`: you name it. @default true */
  userInfo?: boolean | undefined
  /** Whether a refresh spends the refresh token. @default 'single-use', which is safe for both */
  refreshTokens?: 'single-use' | 'reusable' | undefined
  /** Whether a refresh ends the access token before it at once. @default true, which is safe for both */
  newAccessTokenRevokesOld?: boolean | undefined
  /** The unit of `expires_in` and `refresh_expires_in`. @default 'milliseconds' */
  lifetimeUnit?: 'milliseconds' | 'seconds' | undefined
  /** What ZaloPay's errors mean, by reason, name or number; stronger than the guesses of this package. */
  errors?: Readonly<Record<string, ZaloPayErrorMeaning>> | undefined
}
