import type { TokenFacts, TokenSecrets } from './token-record.ts'

/** The tokens of one connection, asked for: the only object of this library that shows tokens. */
export interface TokenSet {
  connection: string
  accessToken: string
  refreshToken?: string
  tokenType: string
  scopes: string[]
  issuedAt: Date
  expiresAt?: Date
  refreshExpiresAt?: Date
  /** Facts that the provider did not tell and its adapter assumed. */
  assumed?: string[]
  /** A login or import starts a new lineage at generation 1; each refresh adds 1. */
  lineage: string
  generation: number
  /** The rest of the provider's answer. */
  raw: Record<string, unknown>
  /** Still valid, but refreshing it is failing. */
  degraded?: true
  /** Valid, but neither the store nor the rescue folder took it yet. */
  unsaved?: true
}

/** As much of a record as whoever asks for tokens is shown. */
export interface ShownRecord {
  facts: Pick<
    TokenFacts,
    | 'connection'
    | 'lineage'
    | 'generation'
    | 'scopes'
    | 'issuedAt'
    | 'expiresAt'
    | 'refreshExpiresAt'
    | 'assumed'
  >
  secrets: Pick<TokenSecrets, 'accessToken' | 'refreshToken' | 'tokenType' | 'raw'>
}

export function tokenSetOf({ facts, secrets }: ShownRecord, flags: { unsaved?: boolean } = {}): TokenSet {
  return {
    connection: facts.connection,
    accessToken: secrets.accessToken,
    ...(secrets.refreshToken !== undefined && { refreshToken: secrets.refreshToken }),
    tokenType: secrets.tokenType,
    scopes: [...facts.scopes],
    issuedAt: new Date(facts.issuedAt),
    ...(facts.expiresAt !== undefined && { expiresAt: new Date(facts.expiresAt) }),
    ...(facts.refreshExpiresAt !== undefined && { refreshExpiresAt: new Date(facts.refreshExpiresAt) }),
    ...(facts.assumed.length > 0 && { assumed: [...facts.assumed] }),
    lineage: facts.lineage,
    generation: facts.generation,
    raw: secrets.raw,
    ...(flags.unsaved && { unsaved: true }),
  }
}
