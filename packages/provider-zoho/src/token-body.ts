import type { TokenAnswer } from '@oauth-tokens/core'
import { withoutSlash } from './place.ts'
import type { Places } from './places.ts'

/** The word of the throttle: with a capital letter and a blank, unlike `access_denied`. */
export const throttleWord = 'Access Denied'

/** No token of Zoho lives longer than a day: what does is told in milliseconds. */
const longestSeconds = 86_400

/**
 * Zoho's answer in standard words. Errors come under HTTP 200 as well as 400 (recorded), so the body decides; what
 * comes under 5xx is not Zoho Accounts speaking.
 */
export function readTokenBody(places: Places): (answer: TokenAnswer) => Record<string, unknown> | undefined {
  return ({ json, status, params }) => {
    if (json === undefined || status >= 500) return undefined
    if (json.error !== undefined) return isThrottle(json) ? { ...json, error: throttleWord } : json
    const { expires_in_sec, api_domain, ...rest } = json
    const { api, apis } = places.at(params)
    const told = typeof api_domain === 'string' ? withoutSlash(api_domain) : ''
    return {
      ...rest,
      expires_in: seconds(json.expires_in, expires_in_sec),
      // Where users send their tokens: an address that is not in the table is replaced by the table's. A refresh may
      // leave it out (documented), and samples name other hosts than real answers do.
      api_domain: apis.includes(told) ? told : api,
    }
  }
}

// The text is the surer sign; a code of another spelling has come with it (documented, reported).
function isThrottle({ error, error_description: text }: Record<string, unknown>): boolean {
  return (
    (typeof error === 'string' && error.trim().toLowerCase() === 'access denied') ||
    (typeof text === 'string' && /too many requests/i.test(text))
  )
}

/** Until 2020, and still in older documents and in China, `expires_in` is milliseconds beside `expires_in_sec`. */
function seconds(expiresIn: unknown, expiresInSec: unknown): unknown {
  if (Number(expiresInSec) > 0) return expiresInSec
  const told = typeof expiresIn === 'string' && expiresIn.trim() !== '' ? Number(expiresIn) : expiresIn
  return typeof told === 'number' && told > longestSeconds ? told / 1000 : expiresIn
}
