import type { RescuedSet } from '../rescue/rescue.ts'
import { type Backoff, type Dead, isDead, type Lease, recentSpends, samePair } from '../store/lease.ts'
import { satisfies, type Want } from '../tokens/freshness.ts'
import type { TokenRecord } from '../tokens/token-record.ts'
import { isInForce } from './backoff.ts'
import { isHeir } from './heirs.ts'
import { heldBy, type ProviderNote, type SameConfiguration } from './provider-note.ts'

/** All that the decision depends on: it is pure, so that every case can be tested. */
export interface Situation {
  /** The stored set, opened. */
  stored: TokenRecord
  lease: Pick<Lease, 'doubt' | 'dead' | 'backoff' | 'spends'>
  /** Sets of this connection that lie in this machine's rescue folder, or are not saved yet. */
  rescued: readonly RescuedSet[]
  want: Want
  margin: number | undefined
  newAccessTokenRevokesOld: boolean
  /** The provider's own count, window in ms. */
  limits?: { redemptions: number; window: number } | undefined
  /** What all connections of this client share. */
  shared: ProviderNote
  sameConfiguration: SameConfiguration
  now: number
  storeNow: number
}

export type Decision =
  | { kind: 'promote'; set: RescuedSet }
  | { kind: 'use' }
  /** `shared`: not this connection alone is held back. */
  | { kind: 'cool-down'; backoff: Backoff; shared?: true }
  | { kind: 'reauthorize'; dead?: Dead }
  | { kind: 'redeem' }

export function decide(situation: Situation): Decision {
  const { stored, lease, want, margin, now } = situation
  const { facts, secrets } = stored

  const { rescued } = situation
  const heir = rescued.length > 0 && rescued.find((set) => isHeir(set, stored))
  if (heir) return { kind: 'promote', set: heir }

  // Where new tokens kill the old, one whose answer may be lost, or whose refresh token somebody else spent, may be dead.
  const superseded = samePair(lease.doubt, facts) || isDead(lease.dead, facts)
  const suspect = situation.newAccessTokenRevokesOld && superseded
  const set = { facts, accessToken: secrets.accessToken }
  if (!suspect && satisfies(set, want, margin, now)) return { kind: 'use' }

  if (isDead(lease.dead, facts)) return { kind: 'reauthorize', dead: lease.dead }

  if (!facts.refreshable) {
    // Nothing to redeem: what is left of the access token is all there is.
    const { minTtl: _any, otherThan, ...rest } = want
    if (!otherThan && satisfies(set, rest, 0, now)) return { kind: 'use' }
    return { kind: 'reauthorize' }
  }

  const own = lease.backoff && holds(lease.backoff, situation) ? lease.backoff : usedUp(situation)
  const common = heldBy(situation.shared, situation.sameConfiguration, situation.storeNow)
  // Who is held back twice is told the later end.
  if (common && common.until > (own?.until ?? 0)) return { kind: 'cool-down', backoff: common, shared: true }
  if (own) return { kind: 'cool-down', backoff: own }
  // However overdue: the local clock never decides that a refresh token is dead.
  return { kind: 'redeem' }
}

function holds(backoff: Backoff, { storeNow, sameConfiguration }: Situation): boolean {
  if (!isInForce(backoff, storeNow)) return false
  return backoff.configuration === undefined || sameConfiguration(backoff.configuration)
}

/** A budget that is used up is a throttle that we impose on ourselves, until the oldest redemption leaves the window. */
function usedUp({ stored, lease, limits, storeNow }: Situation): Backoff | undefined {
  if (!limits) return undefined
  const recent = recentSpends(lease.spends, stored.facts.lineage, limits.window, storeNow)
  const oldest = recent.at(-limits.redemptions)
  if (oldest === undefined) return undefined
  return {
    failures: 0,
    since: oldest,
    until: oldest + limits.window,
    reason: 'throttled',
    code: 'budget_used_up',
  }
}
