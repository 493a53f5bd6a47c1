import { withQuery } from '../query.ts'
import { oauthErrorName } from './errors.ts'
import type { ZaloApp } from './options.ts'
import type { ZaloState } from './zalo-state.ts'

/** What the consent page was asked for, checked. */
export interface ConsentRequest {
  app: ZaloApp
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
export function checkConsentRequest({ apps }: ZaloState, params: URLSearchParams): ConsentRequest | number {
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

export function consentChoice(params: URLSearchParams, decision: string | null): ConsentChoice | undefined {
  if (decision !== 'allow' && decision !== 'deny') return undefined
  return {
    decision,
    oaId: params.get('oa_id') ?? undefined,
    denial: params.get('denial') === 'redirect' ? 'redirect' : 'error-page',
  }
}

/** Acts on the choice; returns where the browser goes next. */
export function decide(zalo: ZaloState, request: ConsentRequest, choice: ConsentChoice): string {
  const { app, redirectUri, codeChallenge, state } = request
  if (choice.decision === 'deny') {
    if (choice.denial !== 'redirect') return errorPage('denied')
    return withQuery(redirectUri, { error: 'access_denied', state })
  }
  const oa = choice.oaId === undefined ? app.oas[0] : app.oas.find(({ id }) => id === choice.oaId)
  if (!oa) return errorPage(-14012)
  const code = zalo.codes.issue({ appId: app.appId, oaId: oa.id, codeChallenge }, zalo.lifetimes.code)
  return withQuery(redirectUri, { code, oa_id: oa.id, state, code_challenge: codeChallenge })
}
