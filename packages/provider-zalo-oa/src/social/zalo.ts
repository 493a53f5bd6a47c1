import { defineOAuthProvider, type ProviderAdapter, type ProviderOptions } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { help, oauthV4 } from '../oauth-v4/oauth-v4.ts'
import { secretProof } from '../oauth-v4/secret-proof.ts'
import { tokenErrors } from '../oauth-v4/token-errors.ts'
import { deadToken } from './graph-errors.ts'
import { readProfile } from './profile.ts'

/** The settings of one Zalo app that users log in to. */
export interface ZaloOptions extends ProviderOptions {
  /** The app id, as a string: 19 digits do not fit into a number. */
  clientId: string
  /** The app's secret key, or several in order while it is being rotated. */
  clientSecret: string | readonly string[]
  /** The callback URL of the platform "Web", as saved in the console. */
  redirectUri?: string | undefined
  /** Zalo has no scopes: must be absent or empty. */
  scopes?: readonly string[] | undefined
  /** PKCE: a new verifier for each login, none, or a fixed one. @default true */
  pkce?: boolean | { codeVerifier: string } | undefined
}

/** @see https://docs.zaloplatforms.com/docs/Social/social-api/tham-khao/user-access-token-v4 */
const endpoints = {
  authorization: 'https://oauth.zaloapp.com/v4/permission',
  token: 'https://oauth.zaloapp.com/v4/access_token',
  userInfo: 'https://graph.zalo.me/v2.0/me?fields=id,name,picture',
}
const errors = tokenErrors({
  redirectUri: phrase`Save redirectUri as callback URL at https://developers.zalo.me, the app, Đăng nhập, platform Web; the one of the Official Account is another.`,
  consentAgain: phrase`The user must log in again.`,
})

/**
 * Zalo's social login (OAuth v4): a user's own token. Comments name the kind of source, as in the one for OAs.
 * @throws ConfigurationError when an option is missing or wrong
 */
export function zalo(options: ZaloOptions): ProviderAdapter {
  const { pkce = true } = options
  return defineOAuthProvider({
    ...oauthV4,
    adapter: 'zalo',
    options,
    endpoints,
    resourceHosts: ['https://graph.zalo.me'],
    errors,
    identify: readProfile,
    deadToken,
    // Needed for tokens of mini apps, and by a switch of the console for others; otherwise not looked at (reported).
    extraHeaders: secretProof,
    // Documented for OAs alone; the worse case is assumed.
    newAccessTokenRevokesOld: true,
    pkce: pkce === true ? 'S256' : pkce,
    accessTokenLifetime: 3600,
    // 30 days from the login in all: each new refresh token inherits what is left (documented). Pages of the mobile SDKs
    // still say 3 months.
    refreshTokenLifetime: 30 * 86_400,
    refreshTokenExpiry: 'fixed',
    help: {
      ...help,
      redirectUri: phrase`Expected the callback URL of the app, letter for letter: https://developers.zalo.me, the app, Đăng nhập, platform Web.`,
      scopes: phrase`Remove it: permissions are ticked in the console.`,
    },
  })
}
