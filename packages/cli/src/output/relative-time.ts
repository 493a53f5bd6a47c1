import { type Phrase, phrase } from '@oauth-tokens/core/phrase'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** "in 25 h", "3 min ago": one unit, the largest that still tells something. */
export function relativeTime(when: Date, now: number): Phrase {
  const distance = when.getTime() - now
  const text = durationOf(Math.abs(distance))
  return distance < 0 ? phrase`${text} ago` : phrase`in ${text}`
}

/** "2026-11-23 01:02 (in 25 h)", in local time. */
export function timeWithDistance(when: Date, now: number): Phrase {
  const months = Math.round((when.getTime() - now) / (30 * day))
  const distance = relativeTime(when, now)
  return months >= 2
    ? phrase`${localTime(when)} (${distance}, ${months} months)`
    : phrase`${localTime(when)} (${distance})`
}

/** "2026-11-23 01:02" */
export function localTime(when: Date): string {
  return `${localDay(when)} ${timeOfDay(when).slice(0, 5)}`
}

/** "2026-11-23 01:02:03" */
export function localTimeInSeconds(when: Date): string {
  return `${localDay(when)} ${timeOfDay(when)}`
}

/** "2026-11-23" */
export function localDay(when: Date): string {
  return [when.getFullYear(), two(when.getMonth() + 1), two(when.getDate())].join('-')
}

/** "01:02:03" */
export function timeOfDay(when: Date): string {
  return [when.getHours(), when.getMinutes(), when.getSeconds()].map(two).join(':')
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** "25 h": one unit, the largest that still tells something. */
export function durationOf(distance: number): Phrase {
  if (distance < 90 * second) return phrase`${Math.round(distance / second)} s`
  if (distance < 90 * minute) return phrase`${Math.round(distance / minute)} min`
  if (distance < 48 * hour) return phrase`${Math.round(distance / hour)} h`
  return phrase`${Math.round(distance / day)} days`
}
