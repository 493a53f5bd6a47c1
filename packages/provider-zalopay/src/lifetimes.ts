export type LifetimeUnit = 'milliseconds' | 'seconds'

/** Three years in milliseconds, three thousand in seconds: what is more is no lifetime but an instant of the epoch. */
const longestMilliseconds = 1e11
/** 31 years; as an instant it is one of 2001. */
const longestSeconds = 1e9

/**
 * A lifetime in seconds. An instant is turned into one by the clock of whoever sent it; without that clock it tells
 * nothing, and nothing is better than a token that seems to live for fifty years.
 */
export function lifetimeInSeconds(
  told: unknown,
  unit: LifetimeUnit,
  serverTime: number | undefined,
): unknown {
  const value = numberIn(told)
  if (value === undefined) return told
  if (value > longestMilliseconds) return until(value, serverTime)
  if (unit === 'milliseconds') return value / 1000
  return value > longestSeconds ? until(value * 1000, serverTime) : value
}

function until(instant: number, serverTime: number | undefined): number | undefined {
  return serverTime === undefined ? undefined : (instant - serverTime) / 1000
}

function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : undefined
}
