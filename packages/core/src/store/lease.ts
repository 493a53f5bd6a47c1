import type { ProcessIdentity } from './process-identity.ts'

/** Which token set of a connection: a login starts a lineage at generation 1, each refresh is +1. */
export interface Pair {
  lineage: string
  generation: number
}

export function samePair(one: Pair | undefined, other: Pair | undefined): boolean {
  return one !== undefined && one.lineage === other?.lineage && one.generation === other?.generation
}

/** A redemption whose answer never came. `at` is wall-clock epoch milliseconds, for people. */
export interface Doubt extends Pair {
  at: number
  host: string
}

/** This token set's refresh token was refused for good. */
export interface Dead extends Pair {
  at: number
  code: string
  /** Set when the refusal followed a lost answer. */
  doubt?: Doubt
  /** Keyed digest of the refresh token that was refused. */
  grant?: string
}

/**
 * Whether a set is known to be dead: it was refused itself, or it was saved late and still has the very refresh token
 * that was refused meanwhile.
 */
export function isDead(dead: Dead | undefined, set: Pair & { grant?: string }): dead is Dead {
  if (dead === undefined) return false
  if (samePair(dead, set)) return true
  const later = dead.lineage === set.lineage && dead.generation < set.generation
  return later && dead.grant !== undefined && dead.grant === set.grant
}

/** No attempt before `until`. Holds only while `since <= now < until`, so that a clock set back frees it. */
export interface Backoff {
  failures: number
  since: number
  until: number
  reason: 'transient' | 'throttled' | 'configuration'
  code: string
  /** Keyed digest of the configuration that was refused; another configuration may try at once. */
  configuration?: string
}

/**
 * The right to write one connection, what its holder is doing, and what is known of the stored token set.
 * Times are milliseconds by the store's clock. It never expires by itself: deadlines are compared, not TTLs.
 */
export interface Lease {
  state: 'free' | 'held' | 'spending'
  fence: number
  owner?: string
  host?: string
  process?: ProcessIdentity
  since?: number
  until?: number
  spending?: Intent
  doubt?: Doubt
  dead?: Dead
  backoff?: Backoff
  /** When refresh tokens of this lineage were spent lately, for providers that count. */
  spends?: Spends
}

/** Times by the store's clock. */
export interface Spends {
  lineage: string
  at: number[]
}

export const freeLease: Lease = { state: 'free', fence: 0 }

export interface Holder {
  owner: string
  host: string
  process?: ProcessIdentity
}

/** What a holder leaves behind. `null` clears, absent leaves as it was. */
export interface LeaseNote {
  doubt?: Doubt | null
  dead?: Dead | null
  backoff?: Backoff | null
}

export interface Intent extends Pair {
  singleUse: boolean
  /** Wall-clock epoch milliseconds of the writer, for people. */
  at: number
  /** Milliseconds for which the provider counts redemptions; absent where it does not. */
  window?: number
}

/** free, or past its deadline, or its holder known to be gone → held by the new holder. Else undefined. */
export function acquired(
  lease: Lease,
  holder: Holder,
  duration: number,
  now: number,
  gone: (lease: Lease) => boolean,
): Lease | undefined {
  // The same owner asks again when its first attempt threw: the store may have applied it all the same.
  const own = lease.state === 'held' && lease.owner === holder.owner
  if (lease.state !== 'free' && !own && now < (lease.until ?? 0) && !gone(lease)) return undefined
  const next: Lease = { ...known(lease), ...holder, state: 'held', fence: lease.fence + 1 }
  // An answer may be lost: the next holder must know, until a definite answer or another token set.
  const doubt = abandoned(lease)
  return { ...next, ...(doubt && { doubt }), since: now, until: now + duration }
}

/**
 * The lease as whoever reads it must take it: an intent whose holder is past its deadline, or known to be gone, is a
 * doubt already, although nobody has taken the lease since.
 */
export function observed(lease: Lease, now: number, gone: (lease: Lease) => boolean = () => false): Lease {
  if (lease.state !== 'spending' || (now < (lease.until ?? 0) && !gone(lease))) return lease
  const doubt = abandoned(lease)
  return doubt ? { ...lease, doubt } : lease
}

/** The doubt that an intent leaves behind when its holder does not come back. */
function abandoned({ state, spending, doubt, host = 'unknown' }: Lease): Doubt | undefined {
  if (state !== 'spending' || !spending?.singleUse || samePair(doubt, spending)) return undefined
  const { lineage, generation, at } = spending
  return { lineage, generation, at, host }
}

/** held → held, later. */
export function extended(lease: Lease, fence: number, duration: number, now: number): Lease | undefined {
  if (lease.fence !== fence || lease.state !== 'held') return undefined
  return { ...lease, until: now + duration }
}

/** held → spending: the intent is on record before the refresh token leaves. */
export function spending(
  lease: Lease,
  fence: number,
  intent: Intent,
  duration: number,
  now: number,
): Lease | undefined {
  if (lease.fence !== fence || lease.state !== 'held') return undefined
  const spends = counted(lease.spends, intent, now)
  return {
    ...lease,
    state: 'spending',
    spending: intent,
    ...(spends && { spends }),
    since: now,
    until: now + duration,
  }
}

function counted(spends: Spends | undefined, { lineage, window }: Intent, now: number): Spends | undefined {
  if (window === undefined) return spends
  return { lineage, at: [...recentSpends(spends, lineage, window, now), now] }
}

/** Redemptions of a lineage that the provider still counts, oldest first. */
export function recentSpends(
  spends: Spends | undefined,
  lineage: string,
  window: number,
  now: number,
): number[] {
  if (spends?.lineage !== lineage) return []
  return spends.at.filter((at) => now - window < at && at <= now)
}

/** spending → held: nothing was sent. */
export function withdrawn(lease: Lease, fence: number, duration: number, now: number): Lease | undefined {
  if (lease.fence !== fence || lease.state !== 'spending') return undefined
  const { spending: intent, spends, ...rest } = lease
  const uncounted =
    spends && intent?.window !== undefined ? { ...spends, at: spends.at.slice(0, -1) } : spends
  return {
    ...rest,
    ...(uncounted && { spends: uncounted }),
    state: 'held',
    since: now,
    until: now + duration,
  }
}

/** held or spending → free, with what was learned. */
export function released(lease: Lease, fence: number, note: LeaseNote): Lease | undefined {
  if (lease.fence !== fence || lease.state === 'free') return undefined
  const next: Lease = { ...known(lease), state: 'free', fence }
  for (const fact of ['doubt', 'dead', 'backoff'] as const) {
    if (note[fact] === null) delete next[fact]
    else if (note[fact] !== undefined) Object.assign(next, { [fact]: note[fact] })
  }
  return next
}

/** The facts that outlive a holder. */
function known(lease: Lease): Pick<Lease, 'doubt' | 'dead' | 'backoff' | 'spends'> {
  return {
    ...(lease.spends && { spends: lease.spends }),
    ...(lease.doubt && { doubt: lease.doubt }),
    ...(lease.dead && { dead: lease.dead }),
    ...(lease.backoff && { backoff: lease.backoff }),
  }
}
