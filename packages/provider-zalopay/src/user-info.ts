import type { IdentityReader, IdentityReading } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { ErrorTable } from './errors/error-table.ts'
import { objectIn } from './errors/object-in.ts'
import { type Refusal, refusalIn } from './errors/refusal.ts'

const wrongPath = phrase`Its path is not published: set endpoints.userInfo as ZaloPay told you, or userInfo: false and name the account yourself.`

/** Reads user info. Nothing of it is kept but `muid` and the name: phone and identity card are none of our business. */
export function readUser(table: ErrorTable): IdentityReader {
  return ({ status, json }) => {
    if (status === 404 || status === 405) {
      return { kind: 'unavailable', code: `http_${status}`, advice: wrongPath }
    }
    const refusal = json && refusalIn(json)
    if (refusal) return refused(table, refusal)
    if (status === 401) return { kind: 'token-refused', code: 'http_401' }
    if (status !== 200 || json === undefined) {
      return { kind: 'unavailable', code: status === 200 ? 'not_json' : `http_${status}` }
    }
    const { muid, display_name: name } = objectIn(json.data) ?? json
    const account = typeof muid === 'number' ? String(muid) : muid
    if (typeof account !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(account)) {
      return { kind: 'unavailable', code: 'no_muid', advice: wrongPath }
    }
    const label = typeof name === 'string' ? name.trim() : ''
    return { kind: 'identified', account, ...(label !== '' && { label }) }
  }
}

function refused(table: ErrorTable, { words, text }: Refusal): IdentityReading {
  const code = table.choose(words)
  const means = table.find(code)?.means
  if (means === 'access-token') return { kind: 'token-refused', code, text }
  if (means === 'throttled') return { kind: 'throttled', code, text }
  const advice =
    means === 'secret' || means === 'client' ? phrase`Check clientSecret and environment.` : undefined
  return { kind: 'unavailable', code, text, ...(advice && { advice }) }
}
