import type { Call } from '../../call.ts'
import type { Operation } from '../../dialect.ts'
import { jsonReply, type Reply } from '../../reply.ts'
import { tokenError } from '../errors.ts'
import { accountsPath, type Place } from '../place.ts'
import { requestParams } from '../request-params.ts'
import { parseScopes } from '../scopes.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'

/** Seconds; below what a poll is held to be too fast at, as in the recorded answers. */
const interval = 5

/** `POST /oauth/v3/device/code`. */
export function deviceCodeOperation(state: ZohoState, place: Place, call: Call): Operation {
  const params = requestParams(call)
  return zohoOperation(state, 'device', () => issueDeviceCode(state, place, params))
}

function issueDeviceCode(state: ZohoState, place: Place, params: URLSearchParams): Reply {
  const { registry, devices, lifetimes, quirks } = state
  const client = registry.clientAt(place.dataCentre, params.get('client_id') ?? '')
  if (!client || params.get('grant_type') !== 'device_request') return tokenError(state, 'invalid_client')
  const scopes = parseScopes(params.get('scope'))
  if (!scopes) return tokenError(state, 'invalid_scope')
  const request = {
    clientId: client.clientId,
    scopes,
    offline: params.get('access_type') === 'offline',
    promptConsent: params.get('prompt') === 'consent',
  }
  const { deviceCode, userCode } = devices.issue(request, lifetimes.deviceCode)
  const page = `${place.origin}${accountsPath(place.dataCentre)}/oauth/v3/device`
  const unit = quirks.deviceUnits === 'milliseconds' ? 1000 : 1
  return jsonReply({
    user_code: userCode,
    device_code: deviceCode,
    interval: interval * unit,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: lifetimes.deviceCode * unit,
    verification_url: page,
  })
}
