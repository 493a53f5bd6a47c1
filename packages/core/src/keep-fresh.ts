import { type AutoRefresh, startAutoRefresh } from './auto-refresh.ts'
import { checkConcurrency } from './check-concurrency.ts'
import { liveFacts, storedFacts } from './connection/stored-connections.ts'
import type { Flights } from './flights.ts'
import type { Logger } from './logger.ts'
import type { ProviderAdapter } from './provider/provider.ts'
import { claimWarning, foreseenEnd } from './reauthorization.ts'
import type { Context } from './refresh/context.ts'
import { wishedMargin } from './tokens/freshness.ts'

/** Keeps the connections of a manager fresh, by its own flights. */
export function keepFresh(
  context: Context,
  flights: Flights,
  provider: (id: string) => Promise<ProviderAdapter>,
  logger: Logger,
  concurrency: number,
): AutoRefresh {
  const { store, clock, random } = context
  return startAutoRefresh(
    {
      clock,
      random,
      list: () => storedFacts(store),
      facts: async (connection) => liveFacts((await store.read(connection)).tokens, connection),
      changes: (listener, interrupted) => store.changes(listener, interrupted),
      refresh: ({ connection, lineage, generation }) =>
        flights.fly(connection, { otherThan: { lineage, generation } }, 'due'),
      async prospect(facts) {
        const adapter = await provider(facts.provider)
        const margin = wishedMargin(adapter, context.margin)
        return { margin, end: foreseenEnd(facts, adapter, margin) }
      },
      async warn({ connection, lineage, generation }, end, before) {
        if (!(await claimWarning(store, connection, { lineage, at: end.at }, before))) return
        context.emit({ type: 'reauthorization-due', connection, generation, endsAt: new Date(end.at) })
      },
      report: (message) => logger.warn(message),
    },
    checkConcurrency(concurrency),
  )
}
