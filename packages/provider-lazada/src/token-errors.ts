import type { ErrorMeaning } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'

const secret: ErrorMeaning = {
  kind: 'client',
  secret: true,
  advice: phrase`Check clientSecret (the App Secret), and this machine's clock: requests are signed with both.`,
}

/** The first five are documented for these calls; the others are reported for Lazada's calls in general. */
const meanings: Readonly<Record<string, ErrorMeaning>> = {
  InvalidCode: {
    kind: 'grant',
    advice: phrase`Start the login again: a code works once, for 30 minutes, and only for the app that it was made for.`,
  },
  IllegalRefreshToken: { kind: 'grant', advice: phrase`The seller must authorize again.` },
  AUTH_TYPE_UNSUPPORTED: {
    kind: 'client',
    advice: phrase`Apps in Lazada's service market get tokens that live as long as the seller's order, and refresh none: the seller logs in again when the order is renewed.`,
  },
  IncompleteSignature: secret,
  MissingParameter: { kind: 'client', advice: phrase`Check clientId (the App Key) and clientSecret.` },
  IllegalTimestamp: secret,
  InvalidAppKey: { kind: 'client', advice: phrase`Check clientId (the App Key) at open.lazada.com.` },
  AppWhiteIpLimit: {
    kind: 'client',
    advice: phrase`Add this machine's address to the IP whitelist of the app at open.lazada.com.`,
  },
  AppCallLimit: { kind: 'throttled', scope: 'client' },
  ApiCallLimit: { kind: 'throttled', scope: 'client' },
}

/** What a word of Lazada means. One that is not here leaves the outcome open. */
export function tokenError(code: string): ErrorMeaning | undefined {
  return Object.hasOwn(meanings, code) ? meanings[code] : undefined
}
