import type { ErrorMeaning, Purpose } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { throttleWord } from './token-body.ts'

/** The window in which too much was asked for (documented). Retries seem to prolong the block (reported once). */
const window = 600

const apiConsole = 'https://api-console.zoho.com'

const settings: Readonly<Record<string, ErrorMeaning>> = {
  // Said of an unknown client id, of one that is not switched on in this data centre, and of a code or token of another.
  invalid_client: {
    kind: 'client',
    advice: phrase`Check clientId, dataCenter and the account's location, and at ${apiConsole}, Settings, that the client is switched on in that data centre.`,
  },
  invalid_client_secret: {
    kind: 'client',
    advice: phrase`Copy clientSecret again from ${apiConsole}. If the console shows another secret for this data centre, give it in clientSecrets.`,
    secret: true,
  },
  invalid_redirect_uri: {
    kind: 'client',
    advice: phrase`Register redirectUri at ${apiConsole}, letter for letter. The code of a Self Client has none.`,
  },
  invalid_scope: {
    kind: 'client',
    advice: phrase`Check scopes: they are written like ZohoCRM.modules.ALL.`,
  },
  missing_org_info: {
    kind: 'client',
    advice: phrase`Name the organization: the account of such a connection is its soid, like ZohoCRM.600123434.`,
  },
  other_dc: {
    kind: 'client',
    advice: phrase`The account lives in a data centre that is not known here: add it with dataCenters.`,
  },
}

const again: Readonly<Record<Purpose, Phrase>> = {
  exchange: phrase`Start the login again: a code works once, for a minute or two, and only in its own data centre.`,
  refresh: phrase`It was revoked, ended by the 21st of this account, by a changed password or by removing the app. The owner must consent again.`,
  device: phrase`Start the login again.`,
  client: phrase`Allow the client this grant in the API console.`,
}

/** Words that refuse this code or refresh token; `expired` is a device code's. The last two are in no document of this endpoint. */
const refused: ReadonlySet<string> = new Set(['invalid_code', 'expired', 'invalid_grant', 'invalid_token'])

/** What a word of Zoho Accounts means for the grant. One that nobody has described leaves the outcome open. */
export function zohoErrorMeaning(code: string, purpose: Purpose): ErrorMeaning | undefined {
  if (Object.hasOwn(settings, code)) return settings[code]
  if (refused.has(code)) return { kind: 'grant', advice: again[purpose] }
  if (code === throttleWord) return throttled
  if (code === 'access_denied') {
    // A person says no only to a device. Elsewhere the same word is a throttle (documented for codes; inferred here).
    return purpose === 'device' ? { kind: 'grant', advice: again.device } : throttled
  }
  // A catch-all, seen once; it says nothing of the grant.
  if (code === 'general_error' || code === 'server error') return { kind: 'unknown' }
  return undefined
}

const throttled: ErrorMeaning = {
  kind: 'throttled',
  scope: 'client',
  retryAfter: window,
  advice: phrase`Zoho blocks for up to 10 minutes, and asking again prolongs it: it is tried again later.`,
}
