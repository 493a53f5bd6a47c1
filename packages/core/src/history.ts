import type { TokenStore } from './store/token-store.ts'

/** One thing that was tried on a connection, for `explain`. */
export interface HistoryEvent {
  at: Date
  /** What was tried. */
  action: 'login' | 'import' | 'refresh' | 'promote'
  /** `expired`, `rejected`, `forced`, `due`, … */
  why: string
  /** How it ended: an outcome, with the provider's code where there is one. */
  outcome: string
  code?: string
  /** The generation that it left. */
  generation: number
  host: string
  pid: number
  /** The process that had to be waited for. */
  waitedFor?: string
  /** Milliseconds. */
  duration: number
}

const longest = 50

/** Advisory: last write wins, nothing decides by it, and a history that cannot be read is an empty one. */
export async function appendHistory(
  store: TokenStore,
  connection: string,
  event: HistoryEvent,
): Promise<void> {
  const events = await readHistory(store, connection)
  await store.writeHistory(connection, JSON.stringify([...events, event].slice(-longest)))
}

export async function readHistory(store: TokenStore, connection: string): Promise<HistoryEvent[]> {
  const stored = await store.readHistory(connection)
  if (stored === undefined) return []
  try {
    const events = JSON.parse(stored) as (Omit<HistoryEvent, 'at'> & { at: string })[]
    return events.map((event) => ({ ...event, at: new Date(event.at) }))
  } catch {
    return []
  }
}
