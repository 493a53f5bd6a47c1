import { type Connection, parseConnectionId, type TokenManager } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import { allConnections, type Listing } from '../all-connections.ts'
import type { Command, CommandContext } from '../command.ts'
import type { CommandOptions } from '../command-options.ts'
import { withManager } from '../compose.ts'
import { requireProvider } from '../config/load-provider.ts'
import { inOrder } from '../in-order.ts'
import { progressOn } from '../output/progress.ts'
import { timeWithDistance } from '../output/relative-time.ts'
import { due, forced, type Refreshed } from '../refresh/refreshed.ts'
import { report } from '../refresh/report.ts'
import { UsageError } from '../usage-error.ts'

/** One connection, and how it is refreshed. */
interface Task {
  connection: string
  work(): Promise<Refreshed>
}

/** Providers are asked for this many connections at a time. */
const concurrency = 8

/** Redeems refresh tokens now. */
export const refresh: Command<CommandOptions['refresh']> = async (context, options) => {
  checkChoice(options)
  const { signal } = context
  const started = performance.now()
  const stored = new Set<string>()
  const { results, wanted } = await withManager(context, async ({ manager, settings }) => {
    for (const id of options.connections) requireProvider(settings, parseConnectionId(id).provider)
    manager.on('refreshed', ({ connection }) => stored.add(connection))
    const tasks = await tasksOf(manager, options, signal)
    const bar = progressOn(context, phrase`Refreshed`, tasks.length > 1 ? tasks.length : 0)
    let done = 0
    let failed = 0
    bar.show(done)
    const results = await inOrder(tasks, concurrency, signal, async (task) => {
      const result = await attempt(task)
      if (tasks.length === 1) tell(context, result)
      done += 1
      if (result.kind === 'failed') failed += 1
      bar.show(done, failed)
      return result
    })
    bar.end()
    if (tasks.length > 1) for (const result of results) warnOfDegraded(context, result)
    return { results, wanted: tasks.length }
  })
  report(context, { results, wanted, stored, took: performance.now() - started })
}

function checkChoice({ connections, all, due }: CommandOptions['refresh']): void {
  const chosen = [connections.length > 0, all, due].filter(Boolean).length
  if (chosen === 1) return
  throw new UsageError(phrase`Say what to refresh: connection ids, or --all, or --due.`, {
    hint: 'oauth-tokens refresh --due',
  })
}

async function tasksOf(
  manager: TokenManager,
  options: CommandOptions['refresh'],
  signal: AbortSignal,
): Promise<Task[]> {
  const byForce = (connection: string): Task => ({
    connection,
    work: () => forced(manager, connection, signal),
  })
  if (options.connections.length > 0) return [...new Set(options.connections)].map(byForce)
  const { connections, damage } = await allConnections(manager, signal)
  const tasks = options.all
    ? connections.map(({ id }) => byForce(id))
    : connections.filter(isHopeful).map(({ id, generation }) => ({
        connection: id,
        work: () => due(manager, id, generation, signal),
      }))
  return damage ? [...tasks, unreadable(damage)] : tasks
}

/** Fails after all others, and decides the status as any of them would. */
function unreadable(damage: NonNullable<Listing['damage']>): Task {
  return { connection: damage.connection, work: () => Promise.reject(damage) }
}

/** What only its owner's consent can revive would fail at every run of a cron job. */
function isHopeful({ status }: Connection): boolean {
  return status !== 'reauthorization-required'
}

async function attempt({ connection, work }: Task): Promise<Refreshed> {
  try {
    return await work()
  } catch (error) {
    return { kind: 'failed', connection, error }
  }
}

function tell(context: CommandContext, result: Refreshed): void {
  warnOfDegraded(context, result)
  if (result.kind !== 'refreshed') return
  const { connection, set } = result
  const { generation, expiresAt } = set
  context.output.note(
    expiresAt
      ? phrase`${connection} refreshed: generation ${generation}, expires ${timeWithDistance(expiresAt, context.now())}`
      : phrase`${connection} refreshed: generation ${generation}`,
  )
}

function warnOfDegraded({ output }: CommandContext, { kind, connection }: Refreshed): void {
  if (kind !== 'degraded') return
  output.warning(phrase`${connection} is degraded: its token is still valid, but refreshing it is failing.`)
}
