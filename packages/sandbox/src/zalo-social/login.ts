import { withQuery } from '../query.ts'
import { errorPage } from '../zalo/consent.ts'
import type { ZaloSocialApp } from './options.ts'
import type { SocialState } from './social-state.ts'

/** What the login page was asked for, checked. */
export interface LoginRequest {
  app: ZaloSocialApp
  redirectUri: string
  codeChallenge: string
  state: string
}

/** What the user decides. */
export interface LoginChoice {
  decision: 'allow' | 'deny'
  /** @default the first user of the app */
  userId?: string | undefined
  /**
   * Where a refusal ends. No error redirect of Zalo is known: the browser stays on a page of Zalo.
   * @default 'error-page'
   */
  denial?: 'error-page' | 'redirect'
}

/** The request as asked for, or the code of what is wrong with it. */
export function checkLoginRequest({ apps }: SocialState, params: URLSearchParams): LoginRequest | number {
  const app = apps.find(params.get('app_id') ?? '')
  if (!app) return -14002
  const redirectUri = params.get('redirect_uri') ?? ''
  if (!app.redirectUris.includes(redirectUri)) return -14003
  return {
    app,
    redirectUri,
    codeChallenge: params.get('code_challenge') ?? '',
    state: params.get('state') ?? '',
  }
}

export function loginChoice(params: URLSearchParams, decision: string | null): LoginChoice | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return {
    decision,
    userId: params.get('user_id') ?? undefined,
    denial: params.get('denial') === 'redirect' ? 'redirect' : 'error-page',
  }
}

/** Acts on the choice; returns where the browser goes next. */
export function decideLogin(social: SocialState, request: LoginRequest, choice: LoginChoice): string {
  const { app, redirectUri, codeChallenge, state } = request
  if (choice.decision === 'deny') {
    if (choice.denial !== 'redirect') return errorPage('denied')
    return withQuery(redirectUri, { error: 'access_denied', state })
  }
  const user = choice.userId === undefined ? app.users[0] : app.users.find(({ id }) => id === choice.userId)
  // Ours: a user who may not log in to an app in development.
  if (!user) return errorPage(-14002)
  const code = social.codes.issue({ appId: app.appId, userId: user.id, codeChallenge }, social.lifetimes.code)
  // No id of the user: only the profile tells.
  return withQuery(redirectUri, { code, state, code_challenge: codeChallenge })
}
