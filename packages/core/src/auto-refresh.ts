import TinyQueue from 'tinyqueue'
import type { Clock } from './clock.ts'
import { errorName } from './error-name.ts'
import { ConnectionNotFoundError, OAuthTokensError, ReauthorizationRequiredError } from './errors.ts'
import { overheard } from './overheard.ts'
import { type ForeseenEnd, sameConsent, warningAt } from './reauthorization.ts'
import type { Refreshed } from './refresh/refresh.ts'
import { dueAt, nextOf, type Subject } from './schedule.ts'
import type { ChangeListener } from './store/token-store.ts'
import type { TokenFacts } from './tokens/token-record.ts'

export interface AutoRefresh {
  /** Takes no new connection, and waits for those in work. */
  stop(): Promise<void>
  /** Resolves when nothing that is due now is left to do. */
  idle(): Promise<void>
  /** What is looked at next: so many at most, the earliest first. A time that is past is one that waits for its turn. */
  upcoming(count: number): { connection: string; at: Date }[]
}

/** What keeping connections fresh needs of the manager. */
export interface AutoRefreshPorts {
  clock: Clock
  /** Facts of all connections. */
  list(): AsyncIterable<TokenFacts>
  /** Facts of one, undefined when it is gone. */
  facts(connection: string): Promise<TokenFacts | undefined>
  /** `interrupted`: anything may have changed that the listener was not told of. */
  changes(listener: ChangeListener, interrupted: () => void): () => void
  refresh(subject: Subject): Promise<Refreshed>
  /** The margin that is wished, ms, and the end that refreshing does not move. */
  prospect(facts: TokenFacts): Promise<{ margin: number | undefined; end: ForeseenEnd | undefined }>
  /** An end that was foreseen is near. */
  warn(subject: Subject, end: ForeseenEnd, before: number): Promise<void>
  report(message: string): void
  random(): number
}

interface Due {
  connection: string
  at: number
}

/** Processes that share a store take what is overdue each in an order of its own, or they would meet at every connection. */
const overdueSpread = 60_000
/** A sleep or a corrected clock is noticed after at most this long. */
const longestNap = 60_000
const afterTrouble = 300_000
/** A store that was away is given so long to come back before all is listed again, and listed not more often than that. */
const listAgain = { after: 5_000, apart: 60_000 }
/** For one record that is damaged, and stays so, all the others are not read again every minute. */
const listAgainInVain = 3_600_000

/** Keeps every connection fresh: a heap of due times, fed by the store's changes; nothing is scanned per tick. */
export function startAutoRefresh(ports: AutoRefreshPorts, concurrency: number): AutoRefresh {
  const { clock } = ports
  const queue = new TinyQueue<Due>([], (one, other) => one.at - other.at)
  /** The valid due time of each connection; entries of the heap that differ are passed over. */
  const planned = new Map<string, number>()
  const known = new Map<string, Subject>()
  const running = new Map<string, Promise<void>>()
  /** Told of connections that were in work, which may have come after the look of their run. */
  const changed = overheard()
  let stopped = false
  let cancelNap = () => {}

  const plan = (connection: string, due: number) => {
    const at = due < clock.now() ? due - ports.random() * overdueSpread : due
    planned.set(connection, at)
    queue.push({ connection, at })
  }
  const drop = (connection: string) => {
    planned.delete(connection)
    known.delete(connection)
  }
  /** Notes what is known of a connection, and answers when something of it is due next. */
  const note = async (facts: TokenFacts | undefined, connection: string, mark?: string) => {
    if (!facts) {
      drop(connection)
      return undefined
    }
    const { margin, end } = await ports.prospect(facts)
    const before = known.get(connection)
    const { lineage, generation } = facts
    const subject: Subject = { connection, lineage, generation, refreshAt: dueAt(facts, margin) }
    if (end) subject.end = end
    if (mark !== undefined) subject.mark = mark
    if (end && before?.end && before.warned !== undefined) {
      const told = sameConsent({ lineage, at: end.at }, { lineage: before.lineage, at: before.end.at })
      if (told) subject.warned = before.warned
    }
    return keep(subject)
  }
  const keep = (subject: Subject) => {
    const at = nextOf(subject, clock.now())
    if (at === undefined) drop(subject.connection)
    else known.set(subject.connection, subject)
    return at
  }

  const run = async (connection: string): Promise<number | undefined> => {
    const subject = known.get(connection)
    // It could not be noted when it was listed.
    if (!subject) return note(await ports.facts(connection), connection)
    const { end, refreshAt } = subject
    const warning = end && warningAt(end, clock.now())
    if (end && warning !== undefined && warning !== subject.warned) {
      await ports.warn(subject, end, warning)
      subject.warned = warning
    }
    if (refreshAt === undefined || clock.now() < refreshAt) return keep(subject)
    const { record, error, mark } = await ports.refresh(subject)
    if (!error) return note(record?.facts, connection, mark)
    const retryAt = retryOf(error, clock.now())
    // Only a change of the connection helps then: the store will tell of it.
    if (retryAt === undefined) drop(connection)
    return retryAt
  }

  const postponed = (connection: string, error: unknown): number => {
    ports.report(`Keeping ${connection} fresh failed (${errorName(error)}); trying again in 5 min.`)
    return clock.now() + afterTrouble
  }
  const start = (connection: string) => {
    const before = known.get(connection)
    const work = async () => {
      const at = await run(connection).catch((error: unknown) => postponed(connection, error))
      running.delete(connection)
      if (at !== undefined) plan(connection, at)
      const after = known.get(connection)
      if (changed.takeOther(connection, after?.mark)) look(connection, after ?? before)
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

  /** What the store has now, unless it is the set that was worked on. */
  const look = (connection: string, worked?: Subject) => {
    const fresh = async () => {
      const facts = await ports.facts(connection)
      if (!facts || !isKnown(worked, facts)) await reread(connection, async () => facts)
    }
    fresh().then(tick, (error: unknown) => {
      ports.report(`A change of ${connection} could not be read (${errorName(error)}).`)
    })
  }
  /** What is in work is left to its run, and looked at again after it: see `changed`. */
  const reread = async (connection: string, facts: () => Promise<TokenFacts | undefined>) => {
    if (running.has(connection)) return
    const at = await note(await facts(), connection)
    if (at !== undefined && !running.has(connection)) plan(connection, at)
  }
  let listing: Promise<void> | undefined
  let listedAt = Number.NEGATIVE_INFINITY
  let cancelList: (() => void) | undefined
  let listAt = Number.POSITIVE_INFINITY
  const list = () => {
    cancelList = undefined
    listAt = Number.POSITIVE_INFINITY
    if (listing) return listLater()
    listing = (async () => {
      for await (const facts of ports.list()) {
        if (stopped) return
        const { connection } = facts
        if (isKnown(known.get(connection), facts)) continue
        // Whatever is wrong with one, such as a provider that is configured no more, the others are kept fresh.
        await reread(connection, async () => facts).catch((error: unknown) =>
          plan(connection, postponed(connection, error)),
        )
      }
    })()
      .catch((error: unknown) => {
        const one = damagedOne(error)
        const when = one ? 'an hour' : 'a minute'
        ports.report(
          `${one ?? 'The connections'} could not be listed (${errorName(error)}); trying again in ${when}.`,
        )
        listLater(one ? listAgainInVain : listAgain.apart)
      })
      .finally(() => {
        listing = undefined
        tick()
      })
    listedAt = clock.monotonic()
  }
  /** What nobody told of, and what could not be listed, is found so. */
  const listLater = (apart = listAgain.apart) => {
    const now = clock.monotonic()
    const at = Math.max(now + listAgain.after, listedAt + apart)
    if (stopped || at >= listAt) return
    cancelList?.()
    listAt = at
    cancelList = clock.schedule(list, at - now)
  }
  const unsubscribe = ports.changes(
    (connection, mark) => {
      if (mark !== undefined && known.get(connection)?.mark === mark) return
      if (running.has(connection)) changed.note(connection, mark)
      else look(connection)
    },
    () => listLater(),
  )
  list()

  const settled = async () => {
    await listing
    while (running.size > 0) await Promise.all(running.values())
  }
  return {
    idle: settled,
    upcoming: (count) =>
      earliest(planned, count).map(([connection, at]) => ({ connection, at: new Date(at) })),
    async stop() {
      stopped = true
      unsubscribe()
      cancelNap()
      cancelList?.()
      await settled()
    },
  }
}

/** Whether a listing, which may be older, tells nothing new of it. */
function isKnown(subject: Subject | undefined, { lineage, generation }: TokenFacts): boolean {
  return subject?.lineage === lineage && generation <= subject.generation
}

/** Without sorting all: there may be very many. */
function earliest(planned: ReadonlyMap<string, number>, count: number): [connection: string, at: number][] {
  const found: [string, number][] = []
  for (const entry of planned) {
    if (found.length >= count && entry[1] >= (found.at(-1)?.[1] ?? 0)) continue
    found.splice(found.findLastIndex(([, at]) => at <= entry[1]) + 1, 0, entry)
    if (found.length > count) found.pop()
  }
  return found
}

/** Which one could not be read, where that stopped no other and no retry cures it. */
function damagedOne(error: unknown): string | undefined {
  return error instanceof OAuthTokensError && !error.retryable ? error.connection : undefined
}

function retryOf(error: OAuthTokensError, now: number): number | undefined {
  if (error instanceof ReauthorizationRequiredError || error instanceof ConnectionNotFoundError)
    return undefined
  if (error.retryAt) return error.retryAt.getTime()
  return now + (error.retryable ? 5_000 : afterTrouble)
}
