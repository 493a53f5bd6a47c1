import type { DeviceDialect, RawAnswer, TokenAnswer } from '@oauth-tokens/core'
import { devicePollEndpoint } from './endpoints.ts'
import type { Places } from './places.ts'

/** Seconds: two polls within them are answered by slow_down (documented). */
const pollEvery = 30
/** Seconds before the first poll in another data centre: by then the owner has consented. */
const pollElsewhere = 5

/** @see https://zoho.com/accounts/protocol/oauth/devices/initiation-request.html */
export function deviceDialect(places: Places, prompt: 'consent' | false): DeviceDialect {
  return {
    startBody: (standard) => ({
      ...standard,
      grant_type: 'device_request',
      access_type: 'offline',
      ...(prompt && { prompt }),
    }),
    readStart,
    pollBody: (deviceCode) => ({ grant_type: 'device_token', code: deviceCode }),
    pollEndpoint: ({ params }) => devicePollEndpoint(places.at(params)),
    pending: (answer) => pending(answer, places),
  }
}

/** Some answers tell both times in milliseconds (reported), others in seconds. */
function readStart({ json, status }: RawAnswer): Record<string, unknown> | undefined {
  if (json === undefined || status >= 500) return undefined
  const { expires_in: expiresIn, interval } = json
  return {
    ...json,
    expires_in: Number(expiresIn) > 86_400 ? Number(expiresIn) / 1000 : expiresIn,
    interval: Number(interval) >= 1000 ? Number(interval) / 1000 : interval,
  }
}

function pending(
  { json, status }: TokenAnswer,
  places: Places,
): ReturnType<NonNullable<DeviceDialect['pending']>> {
  if (json === undefined || status >= 500) return undefined
  if (json.error === 'authorization_pending' || json.error === 'slow_down') return { interval: pollEvery }
  if (json.error !== 'other_dc') return undefined
  // The field is `user_location` in the documents, `dc` in a published client.
  const location = [json.user_location, json.dc].find((value) => typeof value === 'string' && value !== '')
  const place = location === undefined ? undefined : places.find({ location: String(location) })
  if (place === undefined || 'problem' in place) return undefined
  return { interval: pollElsewhere, params: { location: place.location } }
}
