import { type Call, formOf } from '../call.ts'
import { choicePage } from '../choice-page.ts'
import type { Operation } from '../dialect.ts'
import { escapeHtml } from '../html-page.ts'
import { htmlReply, type Reply, redirectReply, textReply } from '../reply.ts'
import { choiceOf, consentRequest, decide, type StandardConsent } from './consent.ts'
import { refusedReply, type StandardState } from './standard-state.ts'

/** The consent page, or with `auto=allow` what follows it. */
export function consentOperation(state: StandardState, call: Call): Operation {
  return operation(state, call.query, call.query.get('auto'), (request) => htmlReply(page(state, request)))
}

/** The form of that page. */
export function decisionOperation(state: StandardState, call: Call): Operation {
  const form = formOf(call)
  const undecided = () => textReply('decision is allow or deny', 400)
  return operation(state, form, form.get('decision'), undecided)
}

function operation(
  state: StandardState,
  params: URLSearchParams,
  decision: string | null,
  undecided: (request: StandardConsent) => Reply,
): Operation {
  const { spec } = state
  const accountId = params.get('account')
  return {
    path: 'permission',
    server: spec.name,
    ...(accountId && { accountId }),
    commit() {
      const request = consentRequest(state, params)
      if (typeof request === 'string') return { reply: textReply(request, 400) }
      const choice = choiceOf(params, decision)
      return { reply: choice ? redirectReply(decide(state, request, choice)) : undecided(request) }
    },
    errorReply: (code) => refusedReply(spec.manner.refusedWith(String(code))),
  }
}

function page({ spec }: StandardState, { app, redirectUri, codeChallenge, state }: StandardConsent): string {
  return choicePage({
    vendor: spec.vendor,
    heading: `Cấp quyền bằng ${escapeHtml(spec.vendor)}`,
    introduction: `Ứng dụng <b>${escapeHtml(app.clientId)}</b> xin quyền truy cập tài khoản của bạn.
<small>This app asks for access to your account.</small>`,
    action: `/${spec.name}${spec.paths.authorization}/decision`,
    hidden: {
      client_id: app.clientId,
      redirect_uri: redirectUri,
      code_challenge: codeChallenge,
      state,
    },
    legend: 'Tài khoản nào? <small>Which account?</small>',
    field: 'account',
    choices: app.accounts,
    redirectUri,
  })
}
