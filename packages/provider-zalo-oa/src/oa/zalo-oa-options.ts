import type { ProviderOptions } from '@oauth-tokens/core'

/** The settings of one Zalo app that acts for Official Accounts. */
export interface ZaloOaOptions extends ProviderOptions {
  /** The app id, as a string: 19 digits do not fit into a number. */
  clientId: string
  /** The app's secret key, or several in order while it is being rotated. */
  clientSecret: string | readonly string[]
  /** The Official Account callback URL as saved in the console, letter for letter. */
  redirectUri?: string | undefined
  /** Zalo has no scopes: must be absent or empty. */
  scopes?: readonly string[] | undefined
  /**
   * PKCE: a new verifier for each login, none, or the fixed one whose challenge is saved in the console.
   * @default true, but false with a `consentUrl` that has no code_challenge
   */
  pkce?: boolean | { codeVerifier: string } | undefined
  /** A consent link copied from the console, used as it is except for its state. */
  consentUrl?: string | undefined
  /** Sends `appsecret_proof` with each call, for apps whose console has its check switched on. @default false */
  secretProof?: boolean | undefined
}
