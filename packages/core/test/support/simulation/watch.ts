import type { TokenStore } from '../../../src/index.ts'
import type { Rescue } from '../../../src/rescue/rescue.ts'
import { isTombstone, readFacts } from '../../../src/tokens/token-record.ts'

/** Tells what a store has really taken, whoever asked for it. */
export function observedStore(
  store: TokenStore,
  told: { saved(tokens: string): Promise<void>; buried(tokens: string): Promise<void> },
): TokenStore {
  return {
    ...store,
    async save(connection, previous, next, closing) {
      const saved = await store.save(connection, previous, next, closing)
      if (saved) await told.saved(next)
      return saved
    },
    async release(connection, fence, note) {
      const released = await store.release(connection, fence, note)
      const { tokens } = note.dead && released ? await store.read(connection) : {}
      if (tokens !== undefined) await told.buried(tokens)
      return released
    },
  }
}

export function observedRescue(rescue: Rescue, took: (tokens: string) => Promise<void>): Rescue {
  return {
    ...rescue,
    find: (connection) => rescue.find(connection),
    async keep(set) {
      await rescue.keep(set)
      await took(set.tokens)
    },
  }
}

/** I3: within a lineage generations only rise, and a lineage that was replaced or forgotten never comes back. */
export function historyWatch(violations: string[]): (tokens: string) => void {
  const past = new Set<string>()
  let last: { lineage: string; generation: number } | undefined
  return (tokens) => {
    const facts = readFacts(tokens)
    if (last && (isTombstone(facts) || last.lineage !== facts.lineage)) past.add(last.lineage)
    if (isTombstone(facts)) {
      last = undefined
      return
    }
    const { lineage, generation } = facts
    if (past.has(lineage)) violations.push('I3: a lineage that was replaced or forgotten came back')
    if (last?.lineage === lineage && generation < last.generation)
      violations.push(`I3: generation ${last.generation} was overwritten by ${generation}`)
    last = { lineage, generation }
  }
}
