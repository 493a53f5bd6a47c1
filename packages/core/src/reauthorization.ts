import type { ProviderAdapter } from './provider/provider.ts'
import type { TokenStore } from './store/token-store.ts'
import { margin } from './tokens/freshness.ts'
import type { TokenFacts } from './tokens/token-record.ts'

const day = 86_400_000
/** How long before its end a consent that cannot be prolonged is told of, ms. */
const usual = [14 * day, 7 * day, day] as const

/** An end that refreshing does not move, and when to tell of it: milliseconds before it, longest first. */
export interface ForeseenEnd {
  /** Epoch ms. */
  at: number
  warnings: readonly number[]
}

/** The end of one consent: a login starts a lineage. */
export interface ConsentEnd {
  lineage: string
  /** Epoch ms. */
  at: number
}

/** When a connection ends however often it is refreshed; undefined where refreshing prolongs it. */
export function foreseenEnd(
  facts: TokenFacts,
  { refreshTokenExpiry }: Pick<ProviderAdapter, 'refreshTokenExpiry'>,
  wishedMargin: number | undefined,
): ForeseenEnd | undefined {
  const { expiresAt, refreshExpiresAt, issuedAt, refreshable, external } = facts
  if (external || (refreshable && refreshTokenExpiry === 'fixed')) {
    return refreshExpiresAt === undefined ? undefined : { at: refreshExpiresAt, warnings: usual }
  }
  if (refreshable || expiresAt === undefined) return undefined
  // A token of an hour is told of when it is due, not at its login.
  const lasting = usual.filter((before) => before < (expiresAt - issuedAt) / 2)
  return { at: expiresAt, warnings: [...lasting, margin(facts, wishedMargin)] }
}

/** The warning that is to be given now: how long before the end, undefined while the end is far. */
export function warningAt({ at, warnings }: ForeseenEnd, now: number): number | undefined {
  return warnings.findLast((before) => now >= at - before)
}

/** Epoch ms of the next warning; undefined when all are due. */
export function nextWarning({ at, warnings }: ForeseenEnd, now: number): number | undefined {
  return warnings.map((before) => at - before).find((instant) => instant > now)
}

/**
 * Whether two ends are of the same consent. A server that tells how long a grant still lasts tells a slightly other end
 * with each refresh.
 */
export function sameConsent(one: ConsentEnd, other: ConsentEnd): boolean {
  return one.lineage === other.lineage && Math.abs(one.at - other.at) < day / 2
}

/** Claims a warning, so that it is given once, whichever of many processes comes to it first. */
export async function claimWarning(
  store: TokenStore,
  connection: string,
  { lineage, at }: ConsentEnd,
  before: number,
): Promise<boolean> {
  const key = `warned:${connection}`
  const { value } = await store.readNote(key)
  const [noted = '', end, given] = value?.split(' ') ?? []
  const told = sameConsent({ lineage, at }, { lineage: noted, at: Number(end) })
  if (told && Number(given) <= before) return false
  return store.swapNote(key, value, `${lineage} ${at} ${before}`)
}
