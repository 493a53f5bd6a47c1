import { type ForeseenEnd, nextWarning, warningAt } from './reauthorization.ts'
import { freshUntil } from './tokens/freshness.ts'
import type { TokenFacts } from './tokens/token-record.ts'

/** All that is kept of a connection that waits: there may be very many. */
export interface Subject extends Pick<TokenFacts, 'connection' | 'lineage' | 'generation'> {
  /** Epoch ms; undefined where there is nothing to refresh. */
  refreshAt: number | undefined
  end?: ForeseenEnd
  /** The warning that was given, or claimed by somebody else. */
  warned?: number
  /** Of what this process stored last. */
  mark?: string
}

/** A refresh token is not renewed more often than this for its own sake. */
const shortestKeepAlive = 60_000
/** How often a gateway is asked for the state of a connection. */
const externalInterval = 3 * 3_600_000

/** Epoch ms of what comes first: the refresh, or a warning of an end. */
export function nextOf({ refreshAt, end, warned }: Subject, now: number): number | undefined {
  const given = end && warningAt(end, now)
  const warnAt = given !== undefined && given !== warned ? now : end && nextWarning(end, now)
  if (refreshAt === undefined || warnAt === undefined) return refreshAt ?? warnAt
  return Math.min(refreshAt, warnAt)
}

/** When a connection is to be refreshed, epoch ms: before its access token is due, and well before its refresh token ends. */
export function dueAt(facts: TokenFacts, margin: number | undefined): number | undefined {
  // Nobody tells when the gateway of such a connection loses its grant: it is asked now and then.
  if (facts.external) return facts.updatedAt + externalInterval * (0.9 + 0.1 * fraction(facts))
  if (!facts.refreshable) return undefined
  const due: number[] = []
  if (facts.expiresAt !== undefined) {
    // Spread over a twentieth of the lifetime, the same in every process.
    const jitter = ((facts.expiresAt - facts.issuedAt) / 20) * fraction(facts)
    due.push(freshUntil(facts, margin) - jitter)
  }
  // Where a refresh does not move the end of the refresh token, it must not be repeated for that end at once, or for ever.
  if (facts.refreshExpiresAt !== undefined && facts.refreshExpiresAt > facts.issuedAt) {
    const wait = (facts.refreshExpiresAt - facts.issuedAt) * (0.7 + 0.1 * fraction(facts))
    due.push(facts.issuedAt + Math.max(wait, shortestKeepAlive))
  }
  return due.length > 0 ? Math.min(...due) : undefined
}

/** From 0 up to 1: FNV-1a with a last mixing step, because one that is cryptographic costs a hundred times as much. */
function fraction({ connection, generation }: TokenFacts): number {
  let hash = 0x811c9dc5 ^ generation
  for (let index = 0; index < connection.length; index++)
    hash = Math.imul(hash ^ connection.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
