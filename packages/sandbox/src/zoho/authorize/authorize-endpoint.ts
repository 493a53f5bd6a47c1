import { type Call, formOf } from '../../call.ts'
import { choicePage } from '../../choice-page.ts'
import type { Operation } from '../../dialect.ts'
import { escapeHtml } from '../../html-page.ts'
import { htmlReply, type Reply, redirectReply, textReply } from '../../reply.ts'
import { choiceOf } from '../choice.ts'
import { accountChoices, errorPageReply } from '../pages.ts'
import { accountsPath, type Place } from '../place.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import { type ConsentRequest, checkConsentRequest, consentFields } from './consent-request.ts'
import { decide, errorPath } from './decide.ts'

/** `GET /oauth/v2/auth`: the page, or with `auto=allow` what follows it. */
export function authorizeOperation(state: ZohoState, place: Place, call: Call): Operation {
  return operation(state, place, call.query, (request) => {
    const choice = choiceOf(call.query, call.query.get('auto'))
    if (choice) return redirectReply(decide(state, place, request, choice))
    return consentPage(state, place, request, call.query)
  })
}

/** `POST /oauth/v2/auth/decision`: the form of that page. */
export function decisionOperation(state: ZohoState, place: Place, call: Call): Operation {
  const form = formOf(call)
  return operation(state, place, form, (request) => {
    const choice = choiceOf(form, form.get('decision'))
    if (!choice) return textReply('decision is allow or deny', 400)
    return redirectReply(decide(state, place, request, choice))
  })
}

/** `GET /oauth/error`. */
export function errorPageOperation(state: ZohoState, _: Place, call: Call): Operation {
  return zohoOperation(state, 'permission', () => errorPageReply(call.query.get('code') ?? ''))
}

function operation(
  state: ZohoState,
  place: Place,
  params: URLSearchParams,
  act: (request: ConsentRequest) => Reply,
): Operation {
  const answer = () => {
    const request = checkConsentRequest(state, place, params)
    return typeof request === 'string' ? redirectReply(errorPath(place, request)) : act(request)
  }
  return zohoOperation(state, 'permission', answer, params.get('zuid') ?? undefined)
}

function consentPage(
  { registry }: ZohoState,
  { dataCentre }: Place,
  { client, scopes, redirectUri }: ConsentRequest,
  params: URLSearchParams,
): Reply {
  const fields = Object.fromEntries(
    consentFields.filter((name) => params.has(name)).map((name) => [name, params.get(name) ?? '']),
  )
  return htmlReply(
    choicePage({
      vendor: 'Zoho',
      heading: 'Cho phép ứng dụng truy cập dữ liệu',
      introduction: `<b>${escapeHtml(client.clientId)}</b> muốn dùng: ${escapeHtml(scopes.join(', '))}
<small>This client asks for access to your data.</small>`,
      action: `${accountsPath(dataCentre)}/oauth/v2/auth/decision`,
      hidden: fields,
      ...accountChoices(registry),
      redirectUri,
    }),
  )
}
