import type { IdentityReading, RawAnswer } from '@oauth-tokens/core'
import { type Phrase, phrase } from '@oauth-tokens/core/phrase'
import { errorCode, errorText } from '../oauth-v4/error-code.ts'
import { tokenRefused } from './api-errors.ts'

const rateLimited = new Set([-32, -211])
const accountGone = new Set([-204, -205, -219])

/** The token is good but this one call is not allowed: whose it is stays open. */
const unchecked: Readonly<Record<number, Phrase>> = {
  [-209]: phrase`Activate the app at https://developers.zalo.me.`,
  [-212]: phrase`Switch on the API group "OA information" for the app in the console (free).`,
  [-221]: phrase`The Official Account must be verified by Zalo.`,
  [-223]: phrase`Tick the permission to read OA information in the console; then an admin must consent again.`,
  [-224]: phrase`The Official Account needs a paid package; the token is good.`,
  [-242]: phrase`Set secretProof, with the right clientSecret, or switch off the check of appsecret_proof in the console.`,
}

/** Reads `getoa`. Its errors come inside HTTP 200; any other status is not the API speaking (reported). */
export function readOaIdentity({ status, json }: RawAnswer): IdentityReading {
  if (status !== 200 || json === undefined) {
    return { kind: 'unavailable', code: status === 200 ? 'not_json' : `http_${status}` }
  }
  const code = errorCode(json.error)
  if (code !== undefined && code !== 0) return refusal(code, errorText(json))
  // The field has both spellings (reported); 19 digits, so never a number.
  const data = json.data as { oa_id?: unknown; oaid?: unknown; name?: unknown } | null | undefined
  const account = [data?.oa_id, data?.oaid].map(accountId).find((id) => id !== undefined)
  if (account === undefined) return { kind: 'unavailable', code: 'no_account', text: errorText(json) }
  const name = typeof data?.name === 'string' ? data.name.trim() : ''
  return { kind: 'identified', account, ...(name !== '' && { label: name }) }
}

function refusal(code: number, text: string): IdentityReading {
  const told = { code: String(code), text }
  if (tokenRefused.has(code)) return { kind: 'token-refused', ...told }
  if (rateLimited.has(code)) return { kind: 'throttled', ...told }
  if (accountGone.has(code)) {
    return {
      kind: 'rejected',
      ...told,
      advice: phrase`Look at the Official Account and the app in the console.`,
    }
  }
  const advice = unchecked[code]
  return { kind: 'unavailable', ...told, ...(advice !== undefined && { advice }) }
}

function accountId(value: unknown): string | undefined {
  const id = typeof value === 'number' ? String(value) : value
  return typeof id === 'string' && /^\d{1,32}$/.test(id) ? id : undefined
}
