import type { AnswerFields } from './declaration.ts'

const perSecond = { seconds: 1, minutes: 1 / 60, milliseconds: 1000 }

/** Instants below are seconds of the epoch, above milliseconds: the year 5138, or March 1973. */
const secondsEnd = 1e11

/** A lifetime in seconds from `now` (ms). What is silly stays as it is: it is judged with the rest of the answer. */
export function inSeconds(told: unknown, unit: AnswerFields['unit'] = 'seconds', now: number): unknown {
  if (unit === 'seconds') return told
  const text = typeof told === 'number' ? String(told) : told
  if (typeof text !== 'string') return told
  const plain = /^\s*\d{1,15}(\.\d+)?\s*$/.test(text)
  if (unit !== 'instant') return plain ? Number(text) / perSecond[unit] : text
  const instant = plain ? Number(text) * (Number(text) < secondsEnd ? 1000 : 1) : Date.parse(text)
  return Number.isNaN(instant) ? undefined : (instant - now) / 1000
}
