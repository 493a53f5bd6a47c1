import { type Call, formOf } from '../call.ts'
import { choicePage } from '../choice-page.ts'
import type { Operation } from '../dialect.ts'
import { escapeHtml } from '../html-page.ts'
import { htmlReply, type Reply, redirectReply, textReply } from '../reply.ts'
import { checkConsentRequest, errorPage } from '../zalo/consent.ts'
import { oauthError } from '../zalo/errors.ts'
import { decideLogin, type LoginRequest, loginChoice } from './login.ts'
import type { SocialState } from './social-state.ts'

/** `GET /v4/permission`: the page, or with `auto=allow` what follows it. */
export function loginOperation(state: SocialState, call: Call): Operation {
  return operation(call.query, () => {
    const request = checkConsentRequest(state.apps, call.query)
    if (typeof request === 'number') return redirectReply(errorPage(request))
    const choice = loginChoice(call.query, call.query.get('auto'))
    return choice ? redirectReply(decideLogin(state, request, choice)) : htmlReply(loginPage(request))
  })
}

/** `POST /v4/permission/decision`: the form of that page. */
export function loginDecisionOperation(state: SocialState, call: Call): Operation {
  const form = formOf(call)
  return operation(form, () => {
    const request = checkConsentRequest(state.apps, form)
    if (typeof request === 'number') return redirectReply(errorPage(request))
    const choice = loginChoice(form, form.get('decision'))
    if (!choice) return textReply('decision is allow or deny', 400)
    return redirectReply(decideLogin(state, request, choice))
  })
}

function loginPage({ app, redirectUri, codeChallenge, state }: LoginRequest): string {
  return choicePage({
    vendor: 'Zalo',
    heading: 'Đăng nhập bằng Zalo',
    introduction: `Ứng dụng <b>${escapeHtml(app.appId)}</b> muốn biết tên và ảnh của bạn.
<small>This app asks for your name and picture.</small>`,
    action: '/zalo/v4/permission/decision',
    hidden: { app_id: app.appId, redirect_uri: redirectUri, code_challenge: codeChallenge, state },
    legend: 'Bạn là ai? <small>Who are you?</small>',
    field: 'user_id',
    choices: app.users,
    redirectUri,
  })
}

function operation(params: URLSearchParams, act: () => Reply): Operation {
  const accountId = params.get('user_id')
  return {
    path: 'permission',
    server: 'zalo-social',
    ...(accountId && { accountId }),
    commit: () => ({ reply: act() }),
    errorReply: oauthError,
  }
}
