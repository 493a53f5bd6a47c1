import type { HistoryEvent } from '@oauth-tokens/core'
import { phrase, type Said } from '@oauth-tokens/core/phrase'
import { clean } from '../output/clean.ts'
import type { Output } from '../output/output.ts'
import { localDay, localTimeInSeconds, timeOfDay } from '../output/relative-time.ts'
import { plain } from '../output/style.ts'
import { type Cell, fittedTable, type Room } from '../output/table.ts'
import { textWidth } from '../output/text-width.ts'
import { circumstances, isFailure, outcomeText, styleOfOutcome, triedText } from './event-line.ts'

const columns = [phrase`WHEN`, phrase`WHAT`, phrase`OUTCOME`, phrase`WHO`].map((heading) => ({ heading }))

/**
 * What was tried, in the order of time; the same failure again and again is told once. A table where there is room for it,
 * otherwise some lines for each: whoever looks for a cause must not miss half of it.
 */
export function timeline(
  output: Pick<Output, 'text'>,
  events: readonly HistoryEvent[],
  { width = Number.POSITIVE_INFINITY, paint = plain }: Room = {},
): string[] {
  if (events.length === 0) return []
  const entries = alike(events).map(entryOf)
  const fits = fittedTable(output, columns, entries).every((line) => textWidth(line) <= width)
  if (fits) return fittedTable(output, columns, entries, { paint })
  return entries.flatMap(([when, what, outcome, who]) => [
    `${when}  ${clean(output.text(what))}`,
    `  ${paint(clean(output.text(outcome.text)), outcome.style)}`,
    `  ${paint(clean(output.text(who.text)), who.style)}`,
  ])
}

type Styled = Exclude<Cell, Said>

function entryOf([first, ...others]: Run): [when: string, what: Said, outcome: Styled, who: Styled] {
  const style = styleOfOutcome(first)
  const last = others.at(-1)
  const outcome = outcomeText(first)
  const told = last ? phrase`${outcome}, ${others.length + 1} times until ${untilOf(first, last)}` : outcome
  return [
    localTimeInSeconds(first.at),
    triedText(first),
    { text: told, style },
    { text: circumstances(first), style: 'faint' },
  ]
}

function untilOf(first: HistoryEvent, { at }: HistoryEvent): string {
  return localDay(first.at) === localDay(at) ? timeOfDay(at) : localTimeInSeconds(at)
}

type Run = [HistoryEvent, ...HistoryEvent[]]

/** Failures in a row that differ in nothing but their time. */
function alike(events: readonly HistoryEvent[]): Run[] {
  const runs: Run[] = []
  for (const event of events) {
    const run = runs.at(-1)
    if (run && isFailure(event) && kindOf(run[0]) === kindOf(event)) run.push(event)
    else runs.push([event])
  }
  return runs
}

function kindOf({ action, why, outcome, code, generation, host, pid }: HistoryEvent): string {
  return JSON.stringify([action, why, outcome, code, generation, host, pid])
}
