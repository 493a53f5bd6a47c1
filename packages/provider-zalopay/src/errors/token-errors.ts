import type { ErrorMeaning, Purpose } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { ErrorTable } from './error-table.ts'

const settings = phrase`Check clientSecret (x-secret-key) and environment, and with ZaloPay that the app is granted user authorization.`
const loginAgain = phrase`The user must log in again in the mini app.`
const newCode = phrase`Let the mini app ask for a new code: each works once.`

/** What a word means for the code or refresh token that was sent. */
export function tokenErrors(table: ErrorTable) {
  return (word: string, purpose: Purpose): ErrorMeaning | undefined => {
    const { means, of = purpose, advice } = table.find(word) ?? {}
    if (means === 'throttled' || means === 'unknown') return { kind: means }
    if (means === 'client') return { kind: 'client', advice: settings }
    if (means === 'secret') return { kind: 'client', advice: settings, secret: true }
    const usual = purpose === 'refresh' ? loginAgain : newCode
    if (means === 'grant' && of === purpose) return { kind: 'grant', advice: advice ?? usual }
    // Whatever an unknown word says of a refresh token stays open: a wrong guess would ask a user to log in for nothing.
    // A code is gone in any case. The standard's own words are left to the standard.
    if (purpose === 'refresh' || /^[a-z_]+$/.test(word)) return undefined
    return { kind: 'grant', advice: phrase`${newCode} If each is refused: ${settings}` }
  }
}
