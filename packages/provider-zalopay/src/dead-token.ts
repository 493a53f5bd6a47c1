import type { ResourceAnswer } from '@oauth-tokens/core'
import type { ErrorTable } from './errors/error-table.ts'
import { refusalIn } from './errors/refusal.ts'

/** A refusal comes under HTTP 200 too (documented), and a word that is known says more than the status. */
export function deadToken(table: ErrorTable) {
  return ({ status, json }: ResourceAnswer): boolean => {
    const refusal = json && refusalIn(json)
    const known = refusal && table.find(table.choose(refusal.words))
    return known ? known.means === 'access-token' : status === 401
  }
}
