import type { Row } from './verdict.ts'

const heads = [
  'fault',
  'store',
  'in flight',
  'after answer',
  'lost',
  'reauthorize',
  'unanswered',
  'not found',
  'recovered',
  'refreshed',
]
const widths = [30, 9, 9, 12, 5, 22, 10, 9, 9, 9]

export function tableHead(): string {
  return `${line(heads)}\n${line(widths.map((width) => '-'.repeat(width)))}`
}

/** A star marks what the fault makes unavoidable. */
export function tableRow(row: Row): string {
  if (row.skipped) return `${line([row.fault, row.store])} skipped: ${row.skipped}`
  const { allowed, inFlight, afterAnswer, lost, unanswered, notFound, recovery } = row
  const starred = (count: number, excused: boolean) => `${count}${count > 0 && excused ? '*' : ''}`
  const cells = [
    row.fault,
    row.store,
    `${inFlight}`,
    starred(afterAnswer, allowed.afterAnswer),
    starred(lost, allowed.lost),
    consent(row),
    `${unanswered}`,
    `${notFound}`,
    seconds(recovery),
    seconds(row.refreshed),
  ]
  return [line(cells), ...row.broken.map((sentence) => `  BROKEN ${sentence}`)].join('\n')
}

export function summary(rows: readonly Row[], seed: number): string {
  const ran = rows.filter(({ skipped }) => !skipped)
  const broken = ran.filter((row) => row.broken.length > 0)
  const again = broken.map(({ fault, store }) => `  --seed ${seed} --only ${fault} --store ${store}`)
  return [
    `* unavoidable: the answer could reach no durable slot in time, and that is said.`,
    `${ran.length} rows, ${broken.length} with a broken invariant, ${rows.length - ran.length} skipped, seed ${seed}`,
    ...again,
  ].join('\n')
}

function seconds(time: number | undefined): string {
  return time === undefined ? '-' : `${(time / 1000).toFixed(1)} s`
}

function consent({ reauthorize, lost, allowed }: Row): string {
  if (reauthorize === 0) return '0'
  if (!allowed.reauthorize) return `${reauthorize}`
  return lost > 0 ? 'reauthorize → consent' : 'reauthorize → recovered'
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd()
}
