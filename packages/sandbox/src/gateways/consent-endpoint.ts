import { type Call, formOf, originOf } from '../call.ts'
import type { Operation } from '../dialect.ts'
import { htmlReply, type Reply, redirectReply } from '../reply.ts'
import { connectOa } from './connect-oa.ts'
import { checkOaConsent, decideOaConsent, type OaConsentChoice, oaConsentChoice } from './consent.ts'
import type { GatewayState } from './gateway-state.ts'
import { pageOperation } from './page-operation.ts'
import { messagePage, oaConsentPage } from './pages.ts'
import { Refused } from './refused.ts'

/** `GET /oa/permission`: the page, or with `auto=allow` what follows it. */
export function oaPermission(gateway: GatewayState, call: Call): Operation {
  const choice = oaConsentChoice(call.query, call.query.get('auto'))
  return pageOperation(gateway, call.query, () => consentReply(gateway, call, call.query, choice))
}

/** `POST /oa/permission/decision`: the form of that page. */
export function oaDecision(gateway: GatewayState, call: Call): Operation {
  const form = formOf(call)
  const choice = oaConsentChoice(form, form.get('decision'))
  return pageOperation(gateway, form, () => consentReply(gateway, call, form, choice))
}

/** `GET /oa/callback`: the gateway completes the consent itself. */
export function oaCallback(gateway: GatewayState, call: Call): Operation {
  const value = (name: string) => call.query.get(name) ?? ''
  return pageOperation(gateway, call.query, () => {
    try {
      const given = { code: value('code'), oaId: value('oa_id'), state: value('state') }
      connectOa(gateway, given, 'builtin')
      return htmlReply(
        messagePage(gateway, 'Đã kết nối Official Account / The Official Account is connected'),
      )
    } catch (error) {
      if (error instanceof Refused) return htmlReply(messagePage(gateway, error.message), 400)
      throw error
    }
  })
}

function consentReply(
  gateway: GatewayState,
  call: Call,
  params: URLSearchParams,
  choice: OaConsentChoice | undefined,
): Reply {
  const request = checkOaConsent(gateway, originOf(call), params)
  if (!request) return htmlReply(messagePage(gateway, 'Invalid redirect uri (-14003)'), 400)
  if (!choice) return htmlReply(oaConsentPage(gateway, request))
  const location = decideOaConsent(gateway, request, choice)
  if (location) return redirectReply(location)
  return htmlReply(messagePage(gateway, 'Bạn đã từ chối cấp quyền / You did not allow the app'))
}
