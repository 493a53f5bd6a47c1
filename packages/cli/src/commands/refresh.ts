import { parseConnectionId, type TokenManager, type TokenSet } from '@oauth-tokens/core'
import { allConnections } from '../all-connections.ts'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { inOrder } from '../in-order.ts'
import { describeError } from '../output/describe-error.ts'
import { timeWithDistance } from '../output/relative-time.ts'
import { UsageError } from '../usage-error.ts'

type Refreshed = { connection: string } & (
  | { kind: 'refreshed' | 'degraded' | 'fresh'; set: TokenSet }
  | { kind: 'failed'; error: unknown }
)

/** Providers are asked for this many connections at a time. */
const concurrency = 8

/** Redeems refresh tokens now. */
export const refresh: Command<CommandOptions['refresh']> = async (context, options) => {
  checkChoice(options)
  const { signal } = context
  const results = await withManager(context, async ({ manager, settings }) => {
    const connections = [...new Set(options.connections)]
    for (const id of connections) requireProvider(settings, parseConnectionId(id).provider)
    if (connections.length > 0) {
      return inOrder(connections, concurrency, signal, (id) =>
        attempt(context, id, () => forced(manager, id, signal)),
      )
    }
    const all = await allConnections(manager, signal)
    if (options.all) {
      return inOrder(all, concurrency, signal, ({ id }) =>
        attempt(context, id, () => forced(manager, id, signal)),
      )
    }
    // What only its owner's consent can revive would fail at every run of a cron job.
    const hopeful = all.filter(({ status }) => status !== 'reauthorization-required')
    return inOrder(hopeful, concurrency, signal, ({ id, generation }) =>
      attempt(context, id, () => due(manager, id, generation, signal)),
    )
  })
  report(context, results)
}

function checkChoice({ connections, all, due }: CommandOptions['refresh']): void {
  const chosen = [connections.length > 0, all, due].filter(Boolean).length
  if (chosen === 1) return
  throw new UsageError('Say what to refresh: connection ids, or --all, or --due.', {
    hint: 'oauth-tokens refresh --due',
  })
}

async function attempt(
  { output, now }: CommandContext,
  connection: string,
  work: () => Promise<Refreshed>,
): Promise<Refreshed> {
  try {
    const result = await work()
    if (result.kind === 'refreshed') {
      const { generation, expiresAt } = result.set
      const until = expiresAt ? `, expires ${timeWithDistance(expiresAt, now())}` : ''
      output.note(`${connection} refreshed: generation ${generation}${until}`)
    }
    if (result.kind === 'degraded') {
      output.warning(`${connection} is degraded: its token is still valid, but refreshing it is failing.`)
    }
    return result
  } catch (error) {
    return { kind: 'failed', connection, error }
  }
}

async function forced(manager: TokenManager, connection: string, signal: AbortSignal): Promise<Refreshed> {
  const set = await manager.refresh(connection, { signal })
  return { kind: set.degraded ? 'degraded' : 'refreshed', connection, set }
}

/** Only the manager knows what is due: it is asked for a token as anybody would. */
async function due(
  manager: TokenManager,
  connection: string,
  generation: number,
  signal: AbortSignal,
): Promise<Refreshed> {
  const set = await manager.getTokenSet(connection, { signal })
  if (set.degraded) return { kind: 'degraded', connection, set }
  return { kind: set.generation === generation ? 'fresh' : 'refreshed', connection, set }
}

/** Prints a summary; the first failure decides the status. */
function report({ output, signal }: CommandContext, results: readonly Refreshed[]): void {
  const of = (kind: 'refreshed' | 'degraded' | 'fresh') =>
    results.flatMap((result) => (result.kind === kind ? [summary(result.set)] : []))
  const failed = results.flatMap((result) => (result.kind === 'failed' ? [result] : []))
  const [first, ...others] = failed.filter(({ error }) => error !== signal.reason)
  if (output.json) {
    output.document({
      refreshed: of('refreshed'),
      degraded: of('degraded'),
      fresh: of('fresh'),
      failed: failed.map(({ connection, error }) => ({ connection, error: describeError(error) })),
    })
  } else {
    for (const { connection } of of('refreshed')) output.line(connection)
    for (const { connection, error } of others)
      output.warning(`${connection}: ${describeError(error).message}`)
  }
  if (first) throw first.error
  signal.throwIfAborted()
}

function summary({ connection, generation, expiresAt }: TokenSet): {
  connection: string
  generation: number
  expiresAt?: Date
} {
  return { connection, generation, ...(expiresAt && { expiresAt }) }
}
