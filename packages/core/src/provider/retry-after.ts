import type { Clock } from '../clock.ts'
import type { AnswerHeaders } from './answer-headers.ts'

/** A day: a silly header must not silence a connection for years. */
const longest = 86_400

/** Seconds that a `Retry-After` header asks to wait: a number, or a date measured by the server's own clock if it tells. */
export function retryAfter(headers: AnswerHeaders, clock: Clock): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : secondsUntil(value, headers, clock)
  return seconds === undefined ? undefined : Math.min(Math.max(Math.ceil(seconds), 0), longest)
}

function secondsUntil(date: string, headers: AnswerHeaders, clock: Clock): number | undefined {
  // Date.parse takes nearly anything, a lone "-5" too: an HTTP date begins with the name of a day.
  if (!/^[A-Za-z]{3,9}, /.test(date)) return undefined
  const then = Date.parse(date)
  if (Number.isNaN(then)) return undefined
  const now = Date.parse(headers.get('date') ?? '')
  return (then - (Number.isNaN(now) ? clock.now() : now)) / 1000
}
