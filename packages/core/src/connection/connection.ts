import { isDead, type Lease, samePair } from '../store/lease.ts'
import type { TokenFacts } from '../tokens/token-record.ts'

export type ConnectionStatus =
  | 'active'
  | 'degraded'
  | 'in-doubt'
  | 'rate-limited'
  | 'reauthorization-required'
  | 'revoked'
  | 'external'

/** One account that authorized one provider. Shows no secret. */
export interface Connection {
  /** `<provider id>:<account id>` */
  id: string
  provider: string
  account: string
  label?: string
  status: ConnectionStatus
  scopes: string[]
  expiresAt?: Date
  refreshExpiresAt?: Date
  /** Facts that the provider did not tell and its adapter assumed. */
  assumed?: string[]
  generation: number
  createdAt: Date
  updatedAt: Date
  params: Record<string, string>
}

/** Derived, never stored: from the facts of the token set and what the lease knows of that very set. */
export function statusOf(facts: TokenFacts, lease: Lease, storeNow: number, now: number): ConnectionStatus {
  if (isDead(lease.dead, facts)) {
    return lease.dead.code === 'revoked' ? 'revoked' : 'reauthorization-required'
  }
  if (facts.external) {
    const ended = facts.refreshExpiresAt !== undefined && facts.refreshExpiresAt <= now
    return ended ? 'reauthorization-required' : 'external'
  }
  if (!facts.refreshable && facts.expiresAt !== undefined && facts.expiresAt <= now) {
    return 'reauthorization-required'
  }
  if (samePair(lease.doubt, facts)) return 'in-doubt'
  const { backoff } = lease
  if (backoff?.reason === 'throttled' && backoff.since <= storeNow && storeNow < backoff.until)
    return 'rate-limited'
  return backoff ? 'degraded' : 'active'
}

export function connectionOf(facts: TokenFacts, status: ConnectionStatus): Connection {
  return {
    id: facts.connection,
    provider: facts.provider,
    account: facts.account,
    ...(facts.label !== undefined && { label: facts.label }),
    status,
    scopes: [...facts.scopes],
    ...(facts.expiresAt !== undefined && { expiresAt: new Date(facts.expiresAt) }),
    ...(facts.refreshExpiresAt !== undefined && { refreshExpiresAt: new Date(facts.refreshExpiresAt) }),
    ...(facts.assumed.length > 0 && { assumed: [...facts.assumed] }),
    generation: facts.generation,
    createdAt: new Date(facts.createdAt),
    updatedAt: new Date(facts.updatedAt),
    params: { ...facts.params },
  }
}
