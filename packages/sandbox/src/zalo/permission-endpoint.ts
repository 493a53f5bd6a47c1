import { type Call, formOf } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { htmlReply, type Reply, redirectReply, textReply } from '../reply.ts'
import { checkConsentRequest, consentChoice, decide, errorPage, errorPageText } from './consent.ts'
import { consentErrorPage, consentPage } from './consent-page.ts'
import { oauthError } from './errors.ts'
import type { ZaloState } from './zalo-state.ts'

/** `GET /v4/oa/permission`: the page, or with `auto=allow` what follows it. */
export function permissionOperation(state: ZaloState, call: Call): Operation {
  return operation(call.query, () => {
    const request = checkConsentRequest(state.apps, call.query)
    if (typeof request === 'number') return redirectReply(errorPage(request))
    const choice = consentChoice(call.query, call.query.get('auto'))
    return choice ? redirectReply(decide(state, request, choice)) : htmlReply(consentPage(request))
  })
}

/** `POST /v4/oa/permission/decision`: the form of that page. */
export function decisionOperation(state: ZaloState, call: Call): Operation {
  const form = formOf(call)
  return operation(form, () => {
    const request = checkConsentRequest(state.apps, form)
    if (typeof request === 'number') return redirectReply(errorPage(request))
    const choice = consentChoice(form, form.get('decision'))
    if (!choice) return textReply('decision is allow or deny', 400)
    return redirectReply(decide(state, request, choice))
  })
}

/** `GET /v4/permission/error`. */
export function errorPageOperation(call: Call): Operation {
  const code = call.query.get('error_code') ?? ''
  return operation(call.query, () => htmlReply(consentErrorPage(code, errorPageText(code))))
}

function operation(params: URLSearchParams, act: () => Reply): Operation {
  const accountId = params.get('oa_id')
  return {
    path: 'permission',
    server: 'zalo-oa',
    ...(accountId && { accountId }),
    commit: () => ({ reply: act() }),
    errorReply: oauthError,
  }
}
