import { type Phrase, phrase } from '../phrase.ts'
import type { ErrorMeaning, Purpose } from './dialect.ts'

/**
 * The words of RFC 6749 section 5.2 and of its extensions, as far as they tell what became of the grant.
 * A word that is not here is not understood, and the outcome stays unknown.
 */
const meanings: Readonly<Record<string, ErrorMeaning>> = {
  invalid_grant: { kind: 'grant' },
  // The server says no to this grant: the user or an administrator withdrew it, or must confirm something again.
  access_denied: { kind: 'grant' },
  interaction_required: { kind: 'grant' },
  login_required: { kind: 'grant' },
  consent_required: { kind: 'grant' },
  invalid_client: { kind: 'client', advice: phrase`Check clientId and clientSecret.`, secret: true },
  unauthorized_client: {
    kind: 'client',
    advice: phrase`The app may not use this kind of grant: allow it in the settings of the app at the provider.`,
  },
  unsupported_grant_type: { kind: 'client', advice: phrase`Check that the token endpoint is the right one.` },
  invalid_scope: { kind: 'client', advice: phrase`Check scopes.` },
  // A malformed request fails the same way for ever, whoever consents.
  invalid_request: {
    kind: 'client',
    advice: phrase`Check the endpoints and that this adapter suits the server.`,
  },
  redirect_uri_mismatch: {
    kind: 'client',
    advice: phrase`Register redirectUri at the provider, letter for letter.`,
  },
  // "Currently unable to handle the request due to a temporary overloading or maintenance of the server" (section
  // 4.1.2.1): it did not touch the grant, and another one would be answered the same.
  temporarily_unavailable: { kind: 'throttled', scope: 'client' },
  // RFC 8628 section 3.5: this one code is asked about too often.
  slow_down: { kind: 'throttled', scope: 'grant' },
  // RFC 8628 section 3.5: nobody has consented yet, or nobody did in time.
  authorization_pending: { kind: 'throttled', scope: 'grant' },
  expired_token: { kind: 'grant' },
  // It failed somewhere inside, perhaps after the refresh token was spent.
  server_error: { kind: 'unknown' },
}

const next: Readonly<Record<Purpose, Phrase>> = {
  exchange: phrase`Start the login again: a code works once and only for minutes.`,
  refresh: phrase`The account owner must authorize again.`,
  device: phrase`Start the login again.`,
  client: phrase`Allow the app this grant at the provider.`,
}

/** What a standard error word means; undefined: not understood. */
export function standardMeaning(code: string): ErrorMeaning | undefined {
  return Object.hasOwn(meanings, code) ? meanings[code] : undefined
}

/** What to do when the adapter has no advice of its own. */
export function standardAdvice(kind: ErrorMeaning['kind'], purpose: Purpose): Phrase {
  if (kind === 'grant') return next[purpose]
  return kind === 'client'
    ? phrase`Check the settings of this provider.`
    : phrase`It will be tried again later.`
}
