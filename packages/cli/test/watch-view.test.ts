import type { Connection, ConnectionStatus, EventType, TokenEvent } from '@oauth-tokens/core'
import { eventTypes } from '@oauth-tokens/core'
import { describe, expect, test } from 'vitest'
import { loadLanguage } from '../src/language/language.ts'
import { plain } from '../src/output/style.ts'
import { textWidth } from '../src/output/text-width.ts'
import { eventText } from '../src/watch/event-text.ts'
import { sheet } from '../src/watch/sheet.ts'
import { type Watched, watchView } from '../src/watch/watch-view.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const view = (what: Watched, columns: number, rows: number) =>
  watchView(what, sheet({ text: String }, plain, columns), rows)

function connection(account: number, status: ConnectionStatus): Connection {
  const at = new Date(now - 60_000)
  return {
    id: `zoho:${account}`,
    provider: 'zoho',
    account: `${account}`,
    label: `Cửa hàng ${account}`,
    status,
    ...{ scopes: [], generation: 1, createdAt: at, updatedAt: at, params: {} },
  }
}

function watched(statuses: ConnectionStatus[], more: Partial<Watched> = {}): Watched {
  const all = statuses.map((status, account) => connection(account, status))
  return {
    connections: new Map(all.map((one) => [one.id, one])),
    upcoming: (count) =>
      all.slice(0, count).map(({ id }, index) => ({ connection: id, at: new Date(now + index * 60_000) })),
    notes: Array.from({ length: 100 }, (_, index) => ({ at: now, said: `note ${index}`, style: undefined })),
    tally: '3 refreshed',
    trouble: undefined,
    now,
    ...more,
  }
}

describe('the view of watch', () => {
  const thousands: ConnectionStatus[] = [
    ...Array.from({ length: 5000 }, () => 'active' as const),
    ...Array.from({ length: 40 }, () => 'rate-limited' as const),
    'reauthorization-required',
    'revoked',
  ]

  test('of thousands counts them by state, and shows the worst first', () => {
    const lines = view(watched(thousands), 100, 30)
    expect(lines[1]).toBe(
      'Connections: 5042 (reauthorization-required 1, rate-limited 40, revoked 1, active 5000)',
    )
    const trouble = lines.indexOf('In trouble')
    expect(lines[trouble + 1]).toMatch(/^ {2}zoho:5040 .*oauth-tokens login zoho --account 5040$/)
    expect(lines[trouble + 2]).toMatch(/^ {2}zoho:5000 .*rate-limited.*oauth-tokens explain zoho:5000$/)
    expect(lines.join('\n')).toMatch(/… and \d+ more: oauth-tokens list$/m)
  })

  test.each([
    [100, 30],
    [60, 24],
    [40, 12],
    [20, 8],
    [200, 100],
  ])('fits into %i columns and %i rows, and ends with how to end it', (columns, rows) => {
    for (const statuses of [thousands, ['active'] as ConnectionStatus[], []]) {
      const lines = view(watched(statuses), columns, rows)
      expect(lines.length).toBeLessThanOrEqual(rows)
      for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(columns)
      expect(lines.at(-1)).toContain('Ctrl-C')
    }
  })

  test('shows the last events last, as many as there is room for', () => {
    const lines = view(watched(['active']), 80, 20)
    expect(lines.at(-3)).toMatch(/ note 99$/)
    expect(lines).toHaveLength(20)
  })

  test('says what is due now, and that the store is away', () => {
    const lines = view(watched(['active'], { trouble: new Error('x') }), 80, 20)
    expect(lines.join('\n')).toMatch(/zoho:0 .* now$/m)
    expect(lines.join('\n')).toContain('The store does not answer; it is tried again.')
  })
})

describe('an event', () => {
  const event = (type: EventType): TokenEvent => ({
    type,
    at: new Date(now),
    connection: 'zoho:1',
    provider: 'zoho',
    generation: 2,
    cause: { name: 'ProviderUnavailableError', code: 'http_503' },
  })

  test.each(eventTypes)('%s names its connection, in both languages', async (type) => {
    const { say } = await loadLanguage({ code: 'vi', asked: true })
    expect(String(eventText(event(type)))).toContain('zoho:1')
    expect(say(eventText(event(type)))).toContain('zoho:1')
    expect(say(eventText(event(type)))).not.toBe(String(eventText(event(type))))
  })

  test('with a link to consent shows that', () => {
    const due = { ...event('reauthorization-required'), link: 'https://shop.example/consent' }
    expect(String(eventText(due))).toMatch(/\(http_503\): https:\/\/shop\.example\/consent$/)
  })
})
