import type { ErrorMeaning, Purpose } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { emptyAnswer } from './token-body.ts'

/** What differs between Zalo's two logins. */
interface Advice {
  /** Where the redirect URI is saved. */
  redirectUri: Phrase
  /** After a refresh token that is no good. */
  consentAgain: Phrase
}

const clientRefusals: Readonly<Record<string, ErrorMeaning>> = {
  '-14001': { kind: 'client', advice: phrase`Zalo does not know this kind of grant: check endpoints.token.` },
  '-14002': {
    kind: 'client',
    advice: phrase`Check clientId ("ID ứng dụng"), and that the app is activated at https://developers.zalo.me.`,
  },
  '-14004': {
    kind: 'client',
    advice: phrase`Copy clientSecret ("Khóa bí mật của ứng dụng") again from https://developers.zalo.me.`,
    secret: true,
  },
  '-14018': {
    kind: 'client',
    advice: phrase`Zalo does not support this kind of grant: check endpoints.token.`,
  },
}

/**
 * What a number of the token endpoint means for the grant; one that nobody has described leaves the outcome open.
 * No official list exists; these numbers are reported by users.
 */
export function tokenErrors({ redirectUri, consentAgain }: Advice) {
  return (code: string, purpose: Purpose): ErrorMeaning | undefined => {
    if (Object.hasOwn(clientRefusals, code)) return clientRefusals[code]
    if (code === '-14003') return { kind: 'client', advice: redirectUri }
    // The platform's rate limit; the token service may give it too (inferred).
    if (code === '-32') return { kind: 'throttled' }
    // -14005 is a bad code, -14014 a bad refresh token; whatever else of this family refuses, it refuses this grant.
    if (code !== emptyAnswer && !/^-140\d\d$/.test(code)) return undefined
    const advice =
      purpose === 'refresh'
        ? consentAgain
        : phrase`Start the login again: a code works once and for 10 minutes.`
    return { kind: 'grant', advice }
  }
}
