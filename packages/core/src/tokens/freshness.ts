import type { Pair } from '../store/lease.ts'
import type { TokenFacts } from './token-record.ts'

/** How long before expiry a provider's tokens are wished to be refreshed, ms: its own value, or the manager's. */
export function wishedMargin(
  { refreshMargin }: { readonly refreshMargin?: number },
  ofManager: number | undefined,
): number | undefined {
  return refreshMargin === undefined ? ofManager : refreshMargin * 1000
}

/** Milliseconds before expiry at which a token is due: the wish, but never more than a third of its lifetime. */
export function margin(
  facts: Pick<TokenFacts, 'issuedAt' | 'expiresAt'>,
  wished: number | undefined,
): number {
  if (facts.expiresAt === undefined) return 0
  const lifetime = Math.max(facts.expiresAt - facts.issuedAt, 0)
  return Math.min(wished ?? Math.max(lifetime / 10, 60_000), lifetime / 3)
}

/** The instant, epoch ms, from which a token is no longer fresh. */
export function freshUntil(
  facts: Pick<TokenFacts, 'issuedAt' | 'expiresAt'>,
  wished: number | undefined,
  minTtl = 0,
): number {
  if (facts.expiresAt === undefined) return Number.POSITIVE_INFINITY
  return facts.expiresAt - Math.max(margin(facts, wished), minTtl)
}

/** What one caller wants of a token set. */
export interface Want {
  /** Milliseconds that it must still live. */
  minTtl?: number
  /** An access token that a resource server has just refused. */
  rejected?: string
  /** Another pair than this one: a forced refresh, or a due one. */
  otherThan?: Pair
}

/** Whether a stored set is what the caller wants. `accessToken` is only needed to compare with `rejected`. */
export function satisfies(
  set: {
    facts: Pick<TokenFacts, 'lineage' | 'generation' | 'issuedAt' | 'expiresAt'>
    accessToken: string
  },
  want: Want,
  wishedMargin: number | undefined,
  now: number,
): boolean {
  const { facts } = set
  // An import may have brought a refresh token alone.
  if (set.accessToken === '') return false
  if (want.rejected !== undefined && want.rejected === set.accessToken) return false
  if (want.otherThan) {
    // Any newer set will do, however it came about.
    const { lineage, generation } = want.otherThan
    if (facts.lineage === lineage && facts.generation <= generation) return false
  }
  return now < freshUntil(facts, wishedMargin, want.minTtl)
}
