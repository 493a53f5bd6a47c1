import { createHmac } from 'node:crypto'
import { type Call, formOf } from '../call.ts'
import type { StandardApp } from '../standard/options.ts'
import type { StandardRefusal, TokenRequest } from '../standard/server-spec.ts'

/** Two hours, by which a timestamp may be off (documented). */
const tolerance = 7_200_000

/** Parameters come in the form or the query, and the path says what is asked for. */
export function readSigned(call: Call): TokenRequest {
  const parameters = parametersOf(call)
  const refreshes = call.path.endsWith('/refresh')
  const credential = parameters.get(refreshes ? 'refresh_token' : 'code')
  return {
    clientId: parameters.get('app_key') ?? '',
    grantType: refreshes ? 'refresh_token' : 'authorization_code',
    ...(credential && { credential }),
  }
}

/** HMAC-SHA256 of the path behind `/rest` and of all parameters by name, in capital hex. */
export function doubtOf(call: Call, app: StandardApp): StandardRefusal | undefined {
  const parameters = parametersOf(call)
  const timestamp = parameters.get('timestamp') ?? ''
  // By the time of this machine: the sandbox's own is moved on at will, and its clients' is not.
  const off = Math.abs(Number(timestamp) - Date.now())
  if (!/^\d{13}$/.test(timestamp) || off > tolerance) return 'secret'
  if (parameters.get('sign_method') !== 'sha256') return 'secret'
  const pairs = [...parameters].filter(([name]) => name !== 'sign')
  const text = pairs
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat()
    .join('')
  const path = call.path.slice(call.path.indexOf('/rest/') + '/rest'.length)
  const sign = createHmac('sha256', app.clientSecret)
    .update(path + text)
    .digest('hex')
  return parameters.get('sign') === sign.toUpperCase() ? undefined : 'secret'
}

function parametersOf(call: Call): URLSearchParams {
  return new URLSearchParams([...call.query, ...formOf(call)])
}
