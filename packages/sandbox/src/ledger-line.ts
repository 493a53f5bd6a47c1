import type { Attempt } from './stats.ts'

/** What a request that spends a grant says about it, before anything is checked. */
export interface GrantFacts {
  grantType: 'authorization_code' | 'refresh_token'
  /** The refresh token or code itself; only its hash is kept. */
  credential: string
  appId: string
  accountId?: string
  generation?: number
}

/** What a commit issued. */
export interface IssuedTokens {
  accountId: string
  /** Absent if only an access token was issued. */
  refreshToken?: string
  generation: number
}

/** One grant's page in the ledger. */
export interface LedgerLine {
  id: string
  facts: Omit<GrantFacts, 'credential'>
  entries: LedgerEntry[]
  consumed: boolean
  open: number
  maxInFlight: number
}

export interface LedgerEntry {
  attempt: Attempt
  issued?: IssuedTokens
}
