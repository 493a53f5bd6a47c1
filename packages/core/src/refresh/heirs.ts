import type { RescuedSet } from '../rescue/rescue.ts'
import { samePair } from '../store/lease.ts'
import { isTombstone, readFacts, type TokenFacts, type TokenRecord } from '../tokens/token-record.ts'

type Stored = Pick<TokenRecord, 'facts'>

/** Milliseconds by which the clocks of two hosts may differ: a week. Only how long a file stays depends on it. */
const longestSkew = 7 * 86_400_000

interface Issued {
  issuedAt: number
  lineage: string
}

/**
 * Which of two counts when neither login has seen the other. Issued at the same instant, their names decide: all
 * processes must decide alike, or they would replace one by the other in turns.
 */
export function isLater(one: Issued, other: Issued): boolean {
  return one.issuedAt === other.issuedAt ? one.lineage > other.lineage : one.issuedAt > other.issuedAt
}

/**
 * Whether the store had a set before: its refresh token is the one of the connection, or was. A token that it kept of
 * its parent was there before it, and may work again.
 */
export function wasStored(
  { tokens, parent }: { tokens: string; parent?: { tokens: string } | null | undefined },
  { grant, spent = [] }: TokenFacts,
): boolean {
  const own = grantOf(tokens)
  if (own === undefined) return false
  const kept = parent ? grantOf(parent.tokens) === own : false
  return own === grant || (!kept && spent.includes(own))
}

/** The keyed digest of its refresh token, which stands in clear. */
function grantOf(tokens: string): string | undefined {
  try {
    const facts = readFacts(tokens)
    return isTombstone(facts) ? undefined : facts.grant
  } catch {
    // Damaged: whoever opens it says so.
    return undefined
  }
}

/** A rescued set that follows the stored one; where its parent is not known, one of another login that was issued later. */
export function isHeir(set: RescuedSet, { facts }: Stored): boolean {
  // Generations tell it, whatever clocks say: the store may have taken the set after all, and gone on from it.
  if (set.lineage === facts.lineage && set.generation <= facts.generation) return false
  // Whoever replaced it in the store had seen it.
  if (set.parent === undefined) return isLater(set, facts) && !wasStored({ tokens: set.tokens }, facts)
  return set.parent !== null && samePair(set.parent, facts)
}

/** A rescued set that the store has gone past: it will never be an heir, and what is stored has proved itself. */
export function isOutlived(set: RescuedSet, stored: Stored): boolean {
  const { facts } = stored
  if (isHeir(set, stored)) return false
  if (set.lineage === facts.lineage) return set.generation <= facts.generation
  const blind = set.parent === undefined
  if (blind && wasStored({ tokens: set.tokens }, facts)) return true
  // The parent's child may have been issued while this login was: only its own child proves that it outlived it.
  if (set.parent?.lineage === facts.lineage) return facts.generation > set.parent.generation + 1
  // Of a login that has not seen what was stored, clocks alone tell whether the stored one is newer.
  return facts.generation > 1 && facts.issuedAt - set.issuedAt > (blind ? longestSkew : 0)
}

/**
 * Rescued sets that do not follow the stored one, and which one of them may still be good when that is refused: of another
 * login, or of the same one and further on, where the store fell back – a failover, a restored backup.
 */
export function strangers(rescued: readonly RescuedSet[], stored: Stored): RescuedSet[] {
  return rescued
    .filter((set) => !isHeir(set, stored) && !isOutlived(set, stored))
    .toSorted((one, other) => other.issuedAt - one.issuedAt)
}
