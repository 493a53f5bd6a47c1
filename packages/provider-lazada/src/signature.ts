import { createHmac } from 'node:crypto'
import { type ClientAuthRequest, systemClock } from '@oauth-tokens/core'

/**
 * The `sign` of a call to Lazada Open Platform, `sign_method` sha256: HMAC-SHA256 of the path and of all parameters, sorted by
 * name, in capital hex. Every call of theirs needs one, with the access token among the parameters.
 * @param path behind `/rest`, such as `/order/get`
 * @example
 * const sign = lazadaSign('/order/get', { app_key, access_token, sign_method: 'sha256', timestamp, order_id }, appSecret)
 * @see https://open.lazada.com/apps/doc/doc?nodeId=10450&docId=108068
 */
export function lazadaSign(
  path: string,
  parameters: Readonly<Record<string, string>>,
  appSecret: string,
): string {
  const pairs = Object.entries(parameters).filter(([name]) => name !== 'sign')
  // By code units: the order of ASCII, which is what names are of.
  const sorted = pairs.sort(([one], [other]) => (one < other ? -1 : 1)).flat()
  return createHmac('sha256', appSecret)
    .update(path + sorted.join(''))
    .digest('hex')
    .toUpperCase()
}

/** A token request in their words: the code or the refresh token, who asks and when, and the proof. */
export function signRequest({ clientId, clientSecret, body, url }: ClientAuthRequest): void {
  for (const name of ['grant_type', 'redirect_uri']) body.delete(name)
  body.set('app_key', clientId)
  // Refused when it is off by more than two hours (documented).
  body.set('timestamp', String(systemClock.now()))
  body.set('sign_method', 'sha256')
  const path = new URL(url).pathname.replace(/^.*\/rest(?=\/)/, '')
  body.set('sign', lazadaSign(path, Object.fromEntries(body), clientSecret))
}
