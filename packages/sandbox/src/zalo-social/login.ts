import { withQuery } from '../query.ts'
import { type ConsentChoice, type ConsentRequest, decisionOf, errorPage, refused } from '../zalo/consent.ts'
import type { ZaloSocialApp } from './options.ts'
import type { SocialState } from './social-state.ts'

/** What the login page was asked for, checked. */
export type LoginRequest = ConsentRequest<ZaloSocialApp>

/** What the user decides. */
export interface LoginChoice extends Omit<ConsentChoice, 'oaId'> {
  /** @default the first user of the app */
  userId?: string | undefined
}

export function loginChoice(params: URLSearchParams, decision: string | null): LoginChoice | undefined {
  const decided = decisionOf(params, decision)
  return decided && { ...decided, userId: params.get('user_id') ?? undefined }
}

/** Acts on the choice; returns where the browser goes next. */
export function decideLogin(social: SocialState, request: LoginRequest, choice: LoginChoice): string {
  const { app, redirectUri, codeChallenge, state } = request
  if (choice.decision === 'deny') return refused(request, choice)
  const user = choice.userId === undefined ? app.users[0] : app.users.find(({ id }) => id === choice.userId)
  // Ours: a user who may not log in to an app in development.
  if (!user) return errorPage(-14002)
  const code = social.codes.issue({ appId: app.appId, userId: user.id, codeChallenge }, social.lifetimes.code)
  // No id of the user: only the profile tells.
  return withQuery(redirectUri, { code, state, code_challenge: codeChallenge })
}
