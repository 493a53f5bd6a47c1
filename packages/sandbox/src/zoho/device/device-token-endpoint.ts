import type { Call } from '../../call.ts'
import type { Committed, Operation } from '../../dialect.ts'
import type { Reply } from '../../reply.ts'
import { checkClient } from '../check-client.ts'
import { tokenError } from '../errors.ts'
import type { Place } from '../place.ts'
import { requestParams } from '../request-params.ts'
import { issuedReply } from '../token/issued-reply.ts'
import { zohoOperation } from '../zoho-operation.ts'
import type { ZohoState } from '../zoho-state.ts'
import type { DeviceRecord } from './device-codes.ts'

// The second is the standard's name, which the metadata of Zoho lists.
const grantTypes = ['device_token', 'urn:ietf:params:oauth:grant-type:device_code']

/** `POST /oauth/v3/device/token`. */
export function deviceTokenOperation(state: ZohoState, place: Place, call: Call): Operation {
  const params = requestParams(call)
  const grantType = params.get('grant_type')
  const act = () => poll(state, place, params)
  return { ...zohoOperation(state, 'device', act), ...(grantType && { grantType }) }
}

function poll(state: ZohoState, place: Place, params: URLSearchParams): Reply | Committed {
  const client = checkClient(state, place, params)
  if (typeof client === 'string') return tokenError(state, client)
  if (!grantTypes.includes(params.get('grant_type') ?? '')) return tokenError(state, 'invalid_client')
  const { devices, limits, quirks } = state
  const record = devices.find(params.get('code') ?? '')
  if (record?.clientId !== client.clientId || record.state === 'spent')
    return tokenError(state, 'invalid_code')
  if (devices.isExpired(record)) return tokenError(state, 'expired')
  if (record.state === 'denied') return tokenError(state, 'access_denied')
  const user = typeof record.state === 'object' ? state.registry.user(record.state.zuid) : undefined
  if (user && user.dataCentre !== place.dataCentre) {
    return tokenError(state, 'other_dc', { [quirks.deviceLocationField]: user.dataCentre })
  }
  if (devices.isTooFast(record, limits.devicePollInterval)) return tokenError(state, 'slow_down')
  return user ? issue(state, place, record, user.zuid) : tokenError(state, 'authorization_pending')
}

function issue(state: ZohoState, place: Place, record: DeviceRecord, zuid: string): Committed {
  const { clientId, scopes, offline, promptConsent } = record
  record.state = 'spent'
  const first = offline && state.consents.give(clientId, zuid)
  const grant = { clientId, zuid, dataCentre: place.dataCentre, scopes }
  const withRefreshToken = first || (offline && promptConsent)
  const refreshToken = withRefreshToken ? state.refreshTokens.issue(grant, '1004') : undefined
  const accessToken = state.accessTokens.issue(grant, refreshToken)
  return {
    reply: issuedReply(state, place, { accessToken, refreshToken, scopes }),
    issued: { accountId: zuid, generation: 1, ...(refreshToken && { refreshToken }) },
  }
}
