import type { RescuedSet } from '../rescue/rescue.ts'
import { readFacts } from '../tokens/token-record.ts'
import type { Context } from './context.ts'
import type { HeldLease } from './held-lease.ts'

/** Puts a rescued set where it belongs. The decision has found that what is stored is its parent, or nothing. */
export async function promote(
  context: Context,
  held: HeldLease,
  set: RescuedSet,
  stored: string | undefined,
): Promise<void> {
  const closing = held.close({ doubt: null, dead: null, backoff: null })
  if (!(await context.store.save(set.connection, stored, set.tokens, closing))) {
    // Somebody saved meanwhile; the next look decides anew.
    await context.store.release(set.connection, closing.fence, {})
    return
  }
  // Its file, and those of older parents, are cleared away by the next look.
  context.emit({ type: 'recovered', connection: set.connection, generation: set.generation })
  context.remember(set.connection, {
    action: 'promote',
    why: 'rescued',
    outcome: 'stored',
    generation: readFacts(set.tokens).generation,
    duration: 0,
  })
}
