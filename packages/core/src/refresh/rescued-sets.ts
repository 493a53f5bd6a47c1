import type { RescuedSet } from '../rescue/rescue.ts'
import { isTombstone, readFacts, type TokenRecord } from '../tokens/token-record.ts'
import type { Context } from './context.ts'
import { isOutlived } from './heirs.ts'

/** Sets of a connection that lie in this machine's rescue folder, or are not saved yet by this process. */
export async function rescuedSets(
  { pending, rescue }: Pick<Context, 'pending' | 'rescue'>,
  connection: string,
): Promise<readonly RescuedSet[]> {
  // As a rule nothing of any connection is on its way.
  if (pending.size === 0) return rescue.find(connection)
  const unsaved = [...pending].map(({ set }) => set).filter((set) => set.connection === connection)
  return [...unsaved, ...(await rescue.find(connection))]
}

/** What a store that knows nothing of the connection gets back: the latest rescued set. */
export function orphan(rescued: readonly RescuedSet[]): RescuedSet | undefined {
  return rescued.toSorted((one, other) => other.issuedAt - one.issuedAt)[0]
}

/** Clears away what the store has gone past. A set that is still on its way to the store is left to who saves it. */
export async function removeOutlived(
  { rescue, pending }: Context,
  rescued: readonly RescuedSet[],
  stored: TokenRecord,
): Promise<void> {
  const unsaved = new Set([...pending].map(({ set }) => `${set.lineage} ${set.generation}`))
  for (const set of rescued) {
    if (!isOutlived(set, stored) || unsaved.has(`${set.lineage} ${set.generation}`)) continue
    // The next look tries again.
    await rescue.remove(set).catch(() => {})
  }
}

/** Clears away what was issued before its connection was forgotten, wherever that was done. */
export async function removeForgotten(
  { rescue }: Pick<Context, 'rescue'>,
  rescued: readonly RescuedSet[],
  tombstone: string,
): Promise<void> {
  const forgotten = readFacts(tombstone)
  if (!isTombstone(forgotten)) return
  for (const set of rescued) {
    // The next look tries again.
    if (set.issuedAt < forgotten.forgottenAt) await rescue.remove(set).catch(() => {})
  }
}
