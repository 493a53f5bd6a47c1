import type { IdentityReading, RawAnswer } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { errorCode, errorText } from '../oauth-v4/error-code.ts'
import { tokenRefused } from './graph-errors.ts'

/** Quotas of the app and of the user (documented), and the platform's rate limit. */
const rateLimited = new Set([12_000, 12_001, 12_002, 12_003, 12_004, -32])

/** The token is good but the profile is not shown: whose it is stays open. */
const unchecked: Readonly<Record<number, Phrase>> = {
  112: phrase`Link the app with an Official Account in the console.`,
  210: phrase`The user does not show the profile to this app.`,
  [-242]: phrase`Check clientSecret: appsecret_proof is made of it.`,
}

/** Reads `/v2.0/me`, which is flat: the fields of the user stand beside `error` (documented). */
export function readProfile({ status, json }: RawAnswer): IdentityReading {
  if (status !== 200 || json === undefined) {
    return { kind: 'unavailable', code: status === 200 ? 'not_json' : `http_${status}` }
  }
  const code = errorCode(json.error)
  if (code !== undefined && code !== 0) return refusal(code, errorText(json))
  const { id, name } = json
  // 19 digits; core keeps them where they come as a number.
  const account = typeof id === 'number' ? String(id) : id
  if (typeof account !== 'string' || !/^\d{1,32}$/.test(account)) {
    return { kind: 'unavailable', code: 'no_account', text: errorText(json) }
  }
  const label = typeof name === 'string' ? name.trim() : ''
  return { kind: 'identified', account, ...(label !== '' && { label }) }
}

function refusal(code: number, text: string): IdentityReading {
  const told = { code: String(code), text }
  if (tokenRefused.has(code)) return { kind: 'token-refused', ...told }
  if (rateLimited.has(code)) return { kind: 'throttled', ...told }
  if (code === 11_004) {
    return {
      kind: 'rejected',
      ...told,
      advice: phrase`The app is disabled: look at it at https://developers.zalo.me.`,
    }
  }
  const advice = unchecked[code]
  return { kind: 'unavailable', ...told, ...(advice !== undefined && { advice }) }
}
