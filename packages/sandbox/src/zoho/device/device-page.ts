import { type Call, formOf } from '../../call.ts'
import { choicePage } from '../../choice-page.ts'
import type { Operation } from '../../dialect.ts'
import { escapeHtml } from '../../html-page.ts'
import { htmlReply, type Reply, textReply } from '../../reply.ts'
import { choiceOf } from '../choice.ts'
import { accountChoices, errorPageReply, pageReply } from '../pages.ts'
import { accountsPath, type Place } from '../place.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import { decideOnDevice } from './decide-on-device.ts'

/** `GET /oauth/v3/device`: where the user types the code, or comes with it; `auto=allow` plays the user. */
export function devicePage(state: ZohoState, place: Place, call: Call): Operation {
  const { query } = call
  return zohoOperation(state, 'permission', () => {
    if (query.has('auto')) return decision(state, query, query.get('auto'))
    const userCode = query.get('user_code')
    return userCode === null ? codeForm(place) : consent(state, place, userCode)
  })
}

/** `POST /oauth/v3/device`: the form of that page. */
export function deviceDecision(state: ZohoState, _: Place, call: Call): Operation {
  const form = formOf(call)
  return zohoOperation(state, 'permission', () => decision(state, form, form.get('decision')))
}

function decision(state: ZohoState, params: URLSearchParams, decided: string | null): Reply {
  const choice = choiceOf(params, decided)
  if (!choice) return textReply('decision is allow or deny', 400)
  const problem = decideOnDevice(state, params.get('user_code') ?? '', choice)
  if (problem) return errorPageReply(problem)
  return pageReply('Xong', '<h1>Xong: hãy quay lại thiết bị</h1><p>Done: go back to your device</p>')
}

function consent(state: ZohoState, { dataCentre }: Place, userCode: string): Reply {
  const record = state.devices.findPending(userCode)
  if (!record) return errorPageReply('invalid_user_code')
  return htmlReply(
    choicePage({
      vendor: 'Zoho',
      heading: 'Cho phép một thiết bị truy cập dữ liệu',
      introduction: `Một thiết bị của <b>${escapeHtml(record.clientId)}</b> chờ bạn.
<small>A device of this client asks for access to your data.</small>`,
      action: `${accountsPath(dataCentre)}/oauth/v3/device`,
      hidden: { user_code: record.userCode },
      ...accountChoices(state.registry),
    }),
  )
}

function codeForm({ dataCentre }: Place): Reply {
  return pageReply(
    'Thiết bị',
    `<h1>Kết nối thiết bị <small>Connect a device</small></h1>
<form action="${accountsPath(dataCentre)}/oauth/v3/device">
<label>Mã / Code <input name="user_code" required autocomplete="off"></label>
<button>Tiếp tục<small>Next</small></button>
</form>`,
  )
}
