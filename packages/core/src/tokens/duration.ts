import { ConfigurationError } from '../errors.ts'
import { phrase } from '../phrase.ts'

/** Seconds, or a number with a unit: `'90s'`, `'5m'`, `'25h'`, `'30d'`. */
export type Duration = number | string

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** In milliseconds. `what` names the setting in the error. @throws ConfigurationError */
export function milliseconds(duration: Duration, what: string): number {
  const [, number, unit = 's'] = /^\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*$/.exec(String(duration)) ?? []
  const value = Number(number) * seconds[(unit || 's') as keyof typeof seconds] * 1000
  if (number === undefined || !Number.isFinite(value)) {
    throw new ConfigurationError(
      phrase`${what} is "${String(duration).slice(0, 40)}": expected seconds, or a number with s, m, h or d, such as "5m".`,
      { code: 'invalid_duration' },
    )
  }
  return value
}
