import { withLine } from './store/history-lines.ts'
import type { TokenStore } from './store/token-store.ts'

/** One thing that was tried on a connection, for `explain`. */
export interface HistoryEvent {
  at: Date
  /** What was tried. */
  action: 'login' | 'import' | 'refresh' | 'promote' | 'revoke'
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

/**
 * Adds a line where no save does it. Advisory: last write wins, nothing decides by it, and what cannot be read is
 * passed over.
 */
export async function appendHistory(store: TokenStore, connection: string, line: string): Promise<void> {
  await store.writeHistory(connection, withLine(await store.readHistory(connection), line))
}

export async function readHistory(store: TokenStore, connection: string): Promise<HistoryEvent[]> {
  const stored = await store.readHistory(connection)
  return stored === undefined ? [] : stored.split('\n').flatMap(eventsOf)
}

function eventsOf(line: string): HistoryEvent[] {
  try {
    const event = JSON.parse(line) as Omit<HistoryEvent, 'at'> & { at: string }
    return [{ ...event, at: new Date(event.at) }]
  } catch {
    return []
  }
}
