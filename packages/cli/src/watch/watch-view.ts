import {
  type AutoRefresh,
  type Connection,
  type ConnectionStatus,
  parseConnectionId,
} from '@oauth-tokens/core'
import { joined, phrase, type Said } from '@oauth-tokens/core/phrase'
import { relativeTime, timeOfDay } from '../output/relative-time.ts'
import { storeTrouble } from '../output/store-trouble.ts'
import { type Style, styleOf } from '../output/style.ts'
import type { Sheet } from './sheet.ts'

/** Something that was said while the view was there. */
export interface Noted {
  at: number
  said: Said
  style: Style | undefined
}

/** All that is to be seen. */
export interface Watched {
  connections: ReadonlyMap<string, Connection>
  upcoming: AutoRefresh['upcoming']
  /** The latest last. */
  notes: readonly Noted[]
  tally: Said
  /** Of the store. */
  trouble: unknown
  now: number
}

/** The worst first. */
const severity: readonly ConnectionStatus[] = [
  'reauthorization-required',
  'in-doubt',
  'degraded',
  'rate-limited',
  'revoked',
  'external',
  'active',
]
const well: ReadonlySet<ConnectionStatus> = new Set(['active', 'external', 'revoked'])

/** What is in trouble, what comes next, what happened last: as many lines as there are rows, at most. */
export function watchView(watched: Watched, sheet: Sheet, rows: number): string[] {
  const { line } = sheet
  const ending = ['', line(phrase`Ctrl-C ends it, after the refreshes under way.`, 'faint')]
  const heading = [
    line(joined([phrase`Keeping every connection fresh`, watched.tally], ' · '), 'strong'),
    line(countsOf(watched.connections)),
    ...(watched.trouble ? [line(storeTrouble(watched.trouble), 'bad')] : []),
  ]
  const room = Math.max(0, rows - heading.length - ending.length)
  const troubles = troublesOf(watched, sheet, Math.max(1, Math.floor(room / 3) - 3))
  const next = nextOf(watched, sheet, Math.max(1, Math.floor(room / 4) - 2))
  const left = room - troubles.length - next.length
  const notes = notesOf(watched, sheet, left - 2)
  return [...heading, ...[...troubles, ...next, ...notes].slice(0, room), ...ending].slice(-rows)
}

function troublesOf({ connections }: Watched, { line, rows, section }: Sheet, most: number): string[] {
  const all = [...connections.values()].filter(({ status }) => !well.has(status)).sort(worstFirst)
  const hidden = Math.max(0, all.length - most)
  const cells = all
    .slice(0, most)
    .map((one) => [...named(one), { text: one.status, style: styleOf[one.status] }, adviceFor(one)])
  const more = hidden > 0 ? [line(phrase`  … and ${hidden} more: oauth-tokens list`)] : []
  return section(phrase`In trouble`, [...rows(cells), ...more])
}

function nextOf({ connections, upcoming, now }: Watched, { rows, section }: Sheet, most: number): string[] {
  const cells = upcoming(most).map(({ connection, at }) => {
    const known = connections.get(connection)
    const when = at.getTime() <= now ? phrase`now` : relativeTime(at, now)
    return [...(known ? named(known) : [connection, '']), when]
  })
  return section(phrase`Next refreshes`, rows(cells))
}

function notesOf({ notes }: Watched, { line, section }: Sheet, most: number): string[] {
  const lines = most <= 0 ? [] : notes.slice(-most)
  return section(
    phrase`Last events`,
    lines.map(({ at, said, style }) => line(phrase`  ${timeOfDay(new Date(at))}  ${said}`, style)),
  )
}

function named({ id, label = '' }: Connection): Said[] {
  return [id, label]
}

function worstFirst(one: Connection, other: Connection): number {
  const difference = severity.indexOf(one.status) - severity.indexOf(other.status)
  return difference || (one.id < other.id ? -1 : 1)
}

function adviceFor({ id, status }: Connection): string {
  const { provider, account } = parseConnectionId(id)
  return status === 'reauthorization-required'
    ? `oauth-tokens login ${provider} --account ${account}`
    : `oauth-tokens explain ${id}`
}

/** How many there are, by their state. */
function countsOf(connections: ReadonlyMap<string, Connection>): Said {
  const counts = new Map<ConnectionStatus, number>()
  for (const { status } of connections.values()) counts.set(status, (counts.get(status) ?? 0) + 1)
  const parts = severity.flatMap((status) => {
    const count = counts.get(status)
    return count === undefined ? [] : [`${status} ${count}`]
  })
  const all = phrase`Connections: ${connections.size}`
  return parts.length === 0 ? all : phrase`${all} (${parts.join(', ')})`
}
