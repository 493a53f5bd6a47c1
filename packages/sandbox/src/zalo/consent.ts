import { withQuery } from '../query.ts'
import { oauthErrorName } from './errors.ts'
import type { ZaloApp } from './options.ts'
import type { ZaloState } from './zalo-state.ts'

/** What a consent page was asked for, checked. */
export interface ConsentRequest<App = ZaloApp> {
  app: App
  redirectUri: string
  codeChallenge: string
  state: string
}

/** What the admin of the OA decides. */
export interface ConsentChoice {
  decision: 'allow' | 'deny'
  /** @default the first OA of the app */
  oaId?: string | undefined
  /**
   * Where a refusal ends. No error redirect of Zalo is known: the browser stays on a page of Zalo.
   * @default 'error-page'
   */
  denial?: 'error-page' | 'redirect'
}

/** The page where the browser is left when something is wrong; redirect_uri never hears of it. */
export function errorPage(code: number | string): string {
  return `/zalo/v4/permission/error?error_code=${encodeURIComponent(code)}`
}

export function errorPageText(code: string): string {
  // Ours: what Zalo shows to an admin who refuses is not known.
  return code === 'denied' ? 'Bạn đã từ chối cấp quyền / You did not allow the app' : oauthErrorName(code)
}

/** The request as asked for, or the code of what is wrong with it. */
export function checkConsentRequest<App extends { redirectUris: readonly string[] }>(
  apps: { find(appId: string): App | undefined },
  params: URLSearchParams,
): ConsentRequest<App> | number {
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

/** The part of a choice that is the same on every page. */
export function decisionOf(
  params: URLSearchParams,
  decision: string | null,
): Required<Pick<ConsentChoice, 'decision' | 'denial'>> | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return { decision, denial: params.get('denial') === 'redirect' ? 'redirect' : 'error-page' }
}

export function consentChoice(params: URLSearchParams, decision: string | null): ConsentChoice | undefined {
  const decided = decisionOf(params, decision)
  return decided && { ...decided, oaId: params.get('oa_id') ?? undefined }
}

/** Where a refusal ends. */
export function refused(
  { redirectUri, state }: ConsentRequest<unknown>,
  { denial }: Pick<ConsentChoice, 'denial'>,
): string {
  return denial === 'redirect'
    ? withQuery(redirectUri, { error: 'access_denied', state })
    : errorPage('denied')
}

/** Acts on the choice; returns where the browser goes next. */
export function decide(zalo: ZaloState, request: ConsentRequest, choice: ConsentChoice): string {
  const { app, redirectUri, codeChallenge, state } = request
  if (choice.decision === 'deny') return refused(request, choice)
  const oa = choice.oaId === undefined ? app.oas[0] : app.oas.find(({ id }) => id === choice.oaId)
  if (!oa) return errorPage(-14012)
  const code = zalo.codes.issue({ appId: app.appId, oaId: oa.id, codeChallenge }, zalo.lifetimes.code)
  return withQuery(redirectUri, { code, oa_id: oa.id, state, code_challenge: codeChallenge })
}
