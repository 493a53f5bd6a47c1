import { createHash } from 'node:crypto'
import TinyQueue from 'tinyqueue'
import type { Clock } from './clock.ts'
import { ConnectionNotFoundError, type OAuthTokensError, ReauthorizationRequiredError } from './errors.ts'
import type { Refreshed } from './refresh/refresh.ts'
import { freshUntil } from './tokens/freshness.ts'
import type { TokenFacts } from './tokens/token-record.ts'

export interface AutoRefresh {
  /** Takes no new connection, and waits for those in work. */
  stop(): Promise<void>
  /** Resolves when nothing that is due now is left to do. */
  idle(): Promise<void>
}

/** What keeping connections fresh needs of the manager. */
export interface AutoRefreshPorts {
  clock: Clock
  /** Facts of all connections. */
  list(): AsyncIterable<TokenFacts>
  /** Facts of one, undefined when it is gone. */
  facts(connection: string): Promise<TokenFacts | undefined>
  changes(listener: (connection: string) => void): () => void
  refresh(subject: Subject): Promise<Refreshed>
  margin(facts: TokenFacts): Promise<number | undefined>
  /** A token that cannot be refreshed is about to end. */
  announceEnd(subject: Subject): void
  report(message: string): void
}

/** All that is kept of a connection that waits: there may be very many. */
export type Subject = Pick<TokenFacts, 'connection' | 'lineage' | 'generation' | 'refreshable'>

interface Due {
  connection: string
  at: number
}

/** A sleep or a corrected clock is noticed after at most this long. */
const longestNap = 60_000
const afterTrouble = 300_000
/** A refresh token is not renewed more often than this for its own sake. */
const shortestKeepAlive = 60_000

/** Keeps every connection fresh: a heap of due times, fed by the store's changes; nothing is scanned per tick. */
export function startAutoRefresh(ports: AutoRefreshPorts, concurrency: number): AutoRefresh {
  const { clock } = ports
  const queue = new TinyQueue<Due>([], (one, other) => one.at - other.at)
  /** The valid due time of each connection; entries of the heap that differ are passed over. */
  const planned = new Map<string, number>()
  const known = new Map<string, Subject>()
  const running = new Map<string, Promise<void>>()
  let stopped = false
  let cancelNap = () => {}

  const plan = (connection: string, at: number) => {
    planned.set(connection, at)
    queue.push({ connection, at })
  }
  const drop = (connection: string) => {
    planned.delete(connection)
    known.delete(connection)
  }
  /** Notes what is known of a connection, and answers when it is due next. */
  const note = async (facts: TokenFacts | undefined, connection: string) => {
    const at = facts && dueAt(facts, await ports.margin(facts))
    if (!facts || at === undefined) drop(connection)
    else known.set(connection, subjectOf(facts))
    return at
  }

  const run = async (connection: string): Promise<number | undefined> => {
    const facts = known.get(connection)
    if (!facts) return undefined
    if (!facts.refreshable) {
      ports.announceEnd(facts)
      drop(connection)
      return undefined
    }
    const { record, error } = await ports.refresh(facts)
    if (!error) return note(record?.facts, connection)
    const retryAt = retryOf(error, clock.now())
    // Only a change of the connection helps then: the store will tell of it.
    if (retryAt === undefined) drop(connection)
    return retryAt
  }

  const start = (connection: string) => {
    const work = async () => {
      const at = await run(connection).catch((error: unknown) => {
        ports.report(`Keeping ${connection} fresh failed (${nameOf(error)}); trying again in 5 min.`)
        return clock.now() + afterTrouble
      })
      running.delete(connection)
      if (at !== undefined) plan(connection, at)
      tick()
    }
    running.set(connection, work())
  }

  const tick = () => {
    cancelNap()
    if (stopped) return
    const now = clock.now()
    while (running.size < concurrency) {
      const next = queue.peek()
      if (!next || next.at > now) break
      queue.pop()
      // An entry that was planned anew since, or whose connection is gone, is passed over.
      if (planned.get(next.connection) !== next.at) continue
      planned.delete(next.connection)
      start(next.connection)
    }
    // With all hands busy the next end of a run ticks.
    if (running.size === concurrency) return
    const wait = (queue.peek()?.at ?? Number.POSITIVE_INFINITY) - now
    cancelNap = clock.schedule(tick, Math.min(wait, longestNap))
  }

  /** What a run in work will see by itself is left to it. */
  const reread = async (connection: string, facts: () => Promise<TokenFacts | undefined>) => {
    if (running.has(connection)) return
    const at = await note(await facts(), connection)
    if (at !== undefined && !running.has(connection)) plan(connection, at)
  }
  const unsubscribe = ports.changes((connection) => {
    reread(connection, () => ports.facts(connection)).then(tick, (error: unknown) => {
      ports.report(`A change of ${connection} could not be read (${nameOf(error)}).`)
    })
  })
  const listing = (async () => {
    for await (const facts of ports.list()) {
      if (stopped) return
      if (!known.has(facts.connection)) await reread(facts.connection, async () => facts)
    }
  })()
    .catch((error: unknown) => ports.report(`The connections could not be listed (${nameOf(error)}).`))
    .finally(tick)

  const settled = async () => {
    await listing
    while (running.size > 0) await Promise.all(running.values())
  }
  return {
    idle: settled,
    async stop() {
      stopped = true
      unsubscribe()
      cancelNap()
      await settled()
    },
  }
}

function subjectOf({ connection, lineage, generation, refreshable }: TokenFacts): Subject {
  return { connection, lineage, generation, refreshable }
}

/** When a connection is to be refreshed, epoch ms: before its access token is due, and well before its refresh token ends. */
export function dueAt(facts: TokenFacts, margin: number | undefined): number | undefined {
  const due: number[] = []
  if (facts.expiresAt !== undefined) {
    // Spread over a twentieth of the lifetime, the same in every process.
    const jitter = ((facts.expiresAt - facts.issuedAt) / 20) * fraction(facts)
    due.push(freshUntil(facts, margin) - jitter)
  }
  // Where a refresh does not move the end of the refresh token, it must not be repeated for that end at once, or for ever.
  if (facts.refreshable && facts.refreshExpiresAt !== undefined && facts.refreshExpiresAt > facts.issuedAt) {
    const wait = (facts.refreshExpiresAt - facts.issuedAt) * (0.7 + 0.1 * fraction(facts))
    due.push(facts.issuedAt + Math.max(wait, shortestKeepAlive))
  }
  return due.length > 0 ? Math.min(...due) : undefined
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

function fraction({ connection, generation }: TokenFacts): number {
  return createHash('sha256').update(`${connection} ${generation}`).digest().readUInt32BE(0) / 2 ** 32
}

function retryOf(error: OAuthTokensError, now: number): number | undefined {
  if (error instanceof ReauthorizationRequiredError || error instanceof ConnectionNotFoundError)
    return undefined
  if (error.retryAt) return error.retryAt.getTime()
  return now + (error.retryable ? 5_000 : afterTrouble)
}
