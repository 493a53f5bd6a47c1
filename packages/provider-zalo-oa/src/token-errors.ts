import type { ErrorMeaning, Purpose } from '@oauth-tokens/core'
import { emptyAnswer } from './token-body.ts'

/** No official list exists; these numbers are reported by users. */
const settings: Readonly<Record<string, ErrorMeaning>> = {
  '-14001': { kind: 'client', advice: 'Zalo does not know this kind of grant: check endpoints.token.' },
  '-14002': {
    kind: 'client',
    advice: 'Check clientId ("ID ứng dụng"), and that the app is activated at https://developers.zalo.me.',
  },
  '-14003': {
    kind: 'client',
    advice:
      'Save redirectUri, letter for letter, as "Official Account Callback Url" at https://developers.zalo.me, the app, Official Account, Thiết lập chung; verifying the domain is not enough.',
  },
  '-14004': {
    kind: 'client',
    advice: 'Copy clientSecret ("Khóa bí mật của ứng dụng") again from https://developers.zalo.me.',
    secret: true,
  },
  '-14018': { kind: 'client', advice: 'Zalo does not support this kind of grant: check endpoints.token.' },
}

const consentAgain: Readonly<Record<Purpose, string>> = {
  exchange: 'Start the login again: a code works once and for 10 minutes.',
  refresh: 'An admin of the Official Account must consent again.',
}

/** What a number means for the grant. One that nobody has described leaves the outcome open. */
export function zaloErrorMeaning(code: string, purpose: Purpose): ErrorMeaning | undefined {
  if (Object.hasOwn(settings, code)) return settings[code]
  // The platform's rate limit; the token service may give it too (inferred).
  if (code === '-32') return { kind: 'throttled' }
  // -14005 is a bad code, -14014 a bad refresh token; whatever else of this family refuses, it refuses this grant.
  if (code === emptyAnswer || /^-140\d\d$/.test(code)) return { kind: 'grant', advice: consentAgain[purpose] }
  return undefined
}
