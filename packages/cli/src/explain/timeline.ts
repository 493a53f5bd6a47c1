import type { HistoryEvent } from '@oauth-tokens/core'
import { phrase } from '@oauth-tokens/core/phrase'
import type { Output } from '../output/output.ts'
import { localTime } from '../output/relative-time.ts'
import { table } from '../output/table.ts'

const heading = [
  phrase`WHEN`,
  phrase`HOST`,
  phrase`PID`,
  phrase`ACTION`,
  phrase`WHY`,
  phrase`OUTCOME`,
  phrase`CODE`,
  phrase`GENERATION`,
  phrase`TOOK`,
  phrase`WAITED FOR`,
]

/** One line for each thing that was tried, under a heading; none where nothing was. */
export function timeline(output: Output, events: readonly HistoryEvent[]): string[] {
  return events.length === 0 ? [] : table(output, heading, events.map(row))
}

function row({
  at,
  host,
  pid,
  action,
  why,
  outcome,
  code = '-',
  generation,
  duration,
  waitedFor = '-',
}: HistoryEvent): string[] {
  const when = `${localTime(at)}:${String(at.getSeconds()).padStart(2, '0')}`
  const took = duration < 10_000 ? `${duration} ms` : `${Math.round(duration / 1000)} s`
  return [when, host, String(pid), action, why, words(outcome), code, String(generation), took, waitedFor]
}

/** `RateLimitedError` as a person says it: rate limited. */
function words(outcome: string): string {
  return outcome
    .replace(/Error$/, '')
    .replace(/(?<=.)[A-Z]/g, ' $&')
    .toLowerCase()
}
