import { type Connection, ConnectionNotFoundError, eventTypes } from '@oauth-tokens/core'
import { allConnections } from './all-connections.ts'
import type { House } from './compose.ts'

export interface LiveConnections {
  readonly all: ReadonlyMap<string, Connection>
  /** What the store answered when it could not be asked, or what a connection says that cannot be read; else undefined. */
  readonly trouble: unknown
  stop(): void
}

export interface Follower {
  /** `now` and `before` are undefined where there is none. */
  changed(id: string, now: Connection | undefined, before: Connection | undefined): void
  /** The store cannot be asked any more, or part of it not be read; undefined: it can again. */
  troubled?(error: unknown): void
}

/** Changes that come together are read together, ms. */
const together = 100
/** With more changes than this at once a listing is cheaper than reading each. */
const many = 200
/** Not everything is told of: a cool-down of another process, an end that comes with time. Looked for so often, ms. */
const interval = 10_000
/** After trouble, ms. */
const again = 2_000
/** Where a listing takes long, nothing is looked at for so many times as long. */
const rest = 3

/** All connections, kept up to date by what the store and this process tell. Decrypts nothing. */
export async function liveConnections(
  { manager, store }: Pick<House, 'manager' | 'store'>,
  signal: AbortSignal,
  { changed, troubled }: Follower,
): Promise<LiveConnections> {
  const all = new Map<string, Connection>()
  const told = new Set<string>()
  let stopped = false
  let outage: unknown
  let damage: unknown
  let listAt = 0
  let wakeAt = Number.POSITIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  let working = false
  let listed = false

  const trouble = () => outage ?? damage
  const learn = (id: string, now: Connection | undefined) => {
    if (stopped) return
    const before = all.get(id)
    if (now) all.set(id, now)
    else all.delete(id)
    if (JSON.stringify(now) !== JSON.stringify(before)) changed(id, now, before)
  }
  const list = async () => {
    const found = await allConnections(manager, signal)
    damage = found.damage
    const ids = new Set(found.connections.map(({ id }) => id))
    for (const connection of found.connections) learn(connection.id, connection)
    // Among those that are missing may be the one that cannot be read.
    if (!damage) for (const id of all.keys()) if (!ids.has(id)) learn(id, undefined)
  }
  const read = async (id: string) => {
    try {
      learn(id, await manager.connection(id))
    } catch (error) {
      if (!(error instanceof ConnectionNotFoundError)) throw error
      learn(id, undefined)
    }
  }
  /** Answers when to look again at the soonest. */
  const look = async (): Promise<number> => {
    const started = performance.now()
    const whole = started >= listAt || told.size > many
    const ids = [...told]
    const before = trouble()
    told.clear()
    try {
      if (whole) await list()
      else for (const id of ids) await read(id)
      outage = undefined
      if (!whole) return together
      const pause = (performance.now() - started) * rest
      listAt = performance.now() + Math.max(interval, pause)
      return Math.max(together, pause)
    } catch (error) {
      outage = error
      listAt = performance.now() + again
      return again
    } finally {
      const after = trouble()
      if (listed && !stopped && (before === undefined) !== (after === undefined)) troubled?.(after)
    }
  }
  const wake = (delay: number) => {
    const at = performance.now() + delay
    if (stopped || working || at >= wakeAt) return
    clearTimeout(timer)
    wakeAt = at
    timer = setTimeout(run, delay)
  }
  const run = async () => {
    working = true
    const soonest = await look()
    working = false
    wakeAt = Number.POSITIVE_INFINITY
    wake(Math.max(soonest, told.size > 0 ? 0 : listAt - performance.now()))
  }
  const tell = (id: string) => {
    told.add(id)
    wake(together)
  }
  const endings = [
    store.changes(tell, () => {
      listAt = 0
      wake(again)
    }),
    ...eventTypes.map((type) => manager.on(type, ({ connection }) => tell(connection))),
  ]
  await run()
  if (outage) {
    stop()
    throw outage
  }
  listed = true
  if (damage) troubled?.(damage)
  function stop() {
    stopped = true
    clearTimeout(timer)
    for (const end of endings) end()
  }
  return {
    all,
    get trouble() {
      return trouble()
    },
    stop,
  }
}
