import { describe, expect, it } from 'vitest'
import { decide, type Situation } from '../../src/refresh/decide.ts'
import { isHeir, isLater, isOutlived, strangers } from '../../src/refresh/heirs.ts'
import type { RescuedSet } from '../../src/rescue/rescue.ts'
import type { Backoff, Dead, Doubt } from '../../src/store/lease.ts'
import { hour, noon, tokenRecord } from '../support/records.ts'

const here = { lineage: 'lineage-1', generation: 3 }
const elsewhere = { lineage: 'lineage-0', generation: 9 }
const doubt: Doubt = { ...here, at: noon, host: 'host-a' }
const dead: Dead = { ...here, at: noon, code: 'invalid_grant' }
const backoff: Backoff = { failures: 1, since: 1_000, until: 2_000, reason: 'transient', code: 'timeout' }
const rescued: RescuedSet = {
  connection: 'fake:account-1',
  lineage: 'lineage-1',
  generation: 4,
  parent: here,
  issuedAt: noon,
  tokens: '',
}

/** At noon, one second by the store: everything is fresh and well. */
const situation = (change: Partial<Situation> = {}): Situation => ({
  stored: tokenRecord(),
  lease: {},
  rescued: [],
  want: {},
  margin: undefined,
  newAccessTokenRevokesOld: false,
  shared: {},
  sameConfiguration: () => true,
  now: noon,
  storeNow: 1_000,
  ...change,
})
const expired = noon + hour
const unrefreshable = tokenRecord({ refreshable: false })

describe('the decision under the lease', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['uses a fresh token', {}, 'use'],
    ['redeems an expired one', { now: expired }, 'redeem'],
    ['redeems one that is due: within a tenth of its lifetime', { now: noon + hour * 0.9 }, 'redeem'],
    ['uses it until then', { now: noon + hour * 0.9 - 1 }, 'use'],
    ['redeems within the margin that is wished', { now: noon + hour - 600_000, margin: 600_000 }, 'redeem'],
    [
      'lets no margin take more than a third of the lifetime',
      { now: noon + (hour * 2) / 3 - 1, margin: hour },
      'use',
    ],
    [
      'uses one that never expires',
      { stored: tokenRecord({ expiresAt: undefined as never }), now: noon * 2 },
      'use',
    ],
    ['redeems for a caller who needs it longer', { want: { minTtl: hour } }, 'redeem'],
    ['redeems one without an access token', { stored: tokenRecord({}, { accessToken: '' }) }, 'redeem'],
    ['redeems the token that was rejected', { want: { rejected: 'access-3' } }, 'redeem'],
    ['uses another one than was rejected', { want: { rejected: 'access-2' } }, 'use'],
    ['redeems when forced past this generation', { want: { otherThan: here } }, 'redeem'],
    ['uses a newer generation than was seen', { want: { otherThan: { ...here, generation: 2 } } }, 'use'],
    ['uses a new lineage, whatever its generation', { want: { otherThan: elsewhere } }, 'use'],
    ['promotes a rescued set whose parent is stored', { rescued: [rescued] }, 'promote'],
    [
      'does not promote what is stored already',
      { rescued: [{ ...rescued, ...here, parent: elsewhere }] },
      'use',
    ],
    ['does not promote the child of another set', { rescued: [{ ...rescued, parent: elsewhere }] }, 'use'],
    [
      'does not promote over a set the first set of a connection',
      { rescued: [{ ...rescued, parent: null }] },
      'use',
    ],
    ['asks for consent when this generation is known dead', { lease: { dead }, now: expired }, 'reauthorize'],
    ['uses the access token of a dead generation while it is fresh', { lease: { dead } }, 'use'],
    [
      'asks for consent before that where new tokens kill the old: somebody else has newer ones',
      { lease: { dead }, newAccessTokenRevokesOld: true },
      'reauthorize',
    ],
    [
      'takes no notice of the death of another set',
      { lease: { dead: { ...dead, ...elsewhere } }, now: expired },
      'redeem',
    ],
    ['cools down during a back-off', { lease: { backoff }, now: expired }, 'cool-down'],
    ['uses a fresh token during a back-off', { lease: { backoff } }, 'use'],
    ['redeems after the back-off', { lease: { backoff }, now: expired, storeNow: 2_000 }, 'redeem'],
    [
      'cools down to its last millisecond',
      { lease: { backoff }, now: expired, storeNow: 1_999 },
      'cool-down',
    ],
    [
      'redeems when the clock was set back before the failure',
      { lease: { backoff }, now: expired, storeNow: 999 },
      'redeem',
    ],
    ['cools down also for a forced refresh', { lease: { backoff }, want: { otherThan: here } }, 'cool-down'],
    ['redeems in doubt', { lease: { doubt }, now: expired }, 'redeem'],
    ['cools down in doubt', { lease: { doubt, backoff }, now: expired }, 'cool-down'],
    ['uses a fresh token in doubt where it cannot be dead', { lease: { doubt } }, 'use'],
    [
      'does not use it where new tokens revoke the old',
      { lease: { doubt }, newAccessTokenRevokesOld: true },
      'redeem',
    ],
    [
      'takes no notice of a doubt about another set',
      { lease: { doubt: { ...doubt, ...elsewhere } }, newAccessTokenRevokesOld: true },
      'use',
    ],
    [
      'uses what is left of a token that cannot be refreshed',
      { stored: unrefreshable, now: expired - 1, want: { minTtl: hour } },
      'use',
    ],
    ['asks for consent when nothing is left of it', { stored: unrefreshable, now: expired }, 'reauthorize'],
    [
      'asks for consent when it was rejected',
      { stored: unrefreshable, want: { rejected: 'access-3' } },
      'reauthorize',
    ],
    [
      'asks for consent when it is to be refreshed all the same',
      { stored: unrefreshable, want: { otherThan: here } },
      'reauthorize',
    ],
    [
      'still tries a refresh token that is overdue',
      { stored: tokenRecord({ refreshExpiresAt: noon - hour }), now: expired },
      'redeem',
    ],
  ])('%s', (_title, change, kind) => {
    expect(decide(situation(change)).kind).toBe(kind)
  })

  const whole: Backoff = { ...backoff, reason: 'throttled', code: 'http_429' }
  const refused: Backoff = { ...whole, reason: 'configuration', configuration: 'digest-1' }
  it.each<[string, Partial<Situation>, string]>([
    ['holds every connection back while the client cools down', { shared: { coolDown: whole } }, 'cool-down'],
    ['to its last millisecond, and not longer', { shared: { coolDown: whole }, storeNow: 2_000 }, 'redeem'],
    ['while the client is refused', { shared: { refused } }, 'cool-down'],
    ['but not with another configuration', { shared: { refused }, sameConfiguration: () => false }, 'redeem'],
    [
      'also when the note was written after the connection was read',
      { shared: { coolDown: { ...whole, since: 1_500 } } },
      'cool-down',
    ],
    [
      'but not by a note from before the clock of the store was set back',
      { shared: { coolDown: { ...whole, since: 60_000, until: 90_000 } } },
      'redeem',
    ],
    ['and a forced refresh obeys', { shared: { coolDown: whole }, want: { otherThan: here } }, 'cool-down'],
    ['a fresh token is used all the same', { shared: { coolDown: whole }, now: noon }, 'use'],
    ['a rescued set is promoted all the same', { shared: { refused }, rescued: [rescued] }, 'promote'],
    ['the dead are told as dead', { shared: { refused }, lease: { dead } }, 'reauthorize'],
  ])('for the whole client: %s', (_title, change, kind) => {
    expect(decide(situation({ now: expired, ...change })).kind).toBe(kind)
  })

  it('tells of two that hold a connection back the one that ends later', () => {
    const longer = { ...whole, until: 3_000 }
    const at = (shared: Situation['shared'], own = backoff) =>
      decide(situation({ now: expired, lease: { backoff: own }, shared }))
    expect(at({ coolDown: longer })).toEqual({ kind: 'cool-down', backoff: longer, shared: true })
    expect(at({ coolDown: whole }, { ...backoff, until: 3_000 })).toMatchObject({
      backoff: { code: 'timeout' },
    })
    // Until the same instant: what is its own is told.
    expect(at({ coolDown: whole })).toEqual({ kind: 'cool-down', backoff })
    expect(at({ coolDown: whole, refused: { ...refused, until: 2_500 } })).toMatchObject({
      backoff: { reason: 'configuration' },
      shared: true,
    })
  })

  it('forgets the refusal of a configuration that was changed', () => {
    const refused: Backoff = { ...backoff, reason: 'configuration', configuration: 'digest-1' }
    const at = (same: boolean) =>
      situation({ now: expired, lease: { backoff: refused }, sameConfiguration: () => same })
    expect(decide(at(true))).toEqual({ kind: 'cool-down', backoff: refused })
    expect(decide(at(false))).toEqual({ kind: 'redeem' })
  })

  it('says which death it was', () => {
    expect(decide(situation({ lease: { dead }, now: expired }))).toEqual({ kind: 'reauthorize', dead })
  })
})

describe('an heir', () => {
  it('whose parent nobody knew is one that was issued later', () => {
    const { parent: _unknown, ...orphan } = rescued
    expect(isHeir({ ...orphan, issuedAt: noon + 1 }, tokenRecord())).toBe(true)
    expect(isHeir({ ...orphan, issuedAt: noon }, tokenRecord())).toBe(false)
  })

  it('is never what is stored already', () => {
    const { parent: _unknown, ...orphan } = rescued
    expect(isHeir({ ...orphan, ...here, issuedAt: noon + 1 }, tokenRecord())).toBe(false)
  })
})

describe('of two logins that have not seen each other', () => {
  const [one, other] = [
    { issuedAt: noon, lineage: 'a' },
    { issuedAt: noon, lineage: 'b' },
  ]

  it('the later one counts', () => {
    expect(isLater({ ...one, issuedAt: noon + 1 }, other)).toBe(true)
    expect(isLater(other, { ...one, issuedAt: noon + 1 })).toBe(false)
  })

  it('I3: one counts for everybody, also when both were issued at the same instant', () => {
    expect([isLater(one, other), isLater(other, one)]).toEqual([false, true])
    expect(isLater(one, one)).toBe(false)
  })
})

describe('a rescued set of the login that is stored', () => {
  it('is never one that came before, though the clock of its host is days ahead', () => {
    const { parent: _unknown, ...orphan } = rescued
    const early = { ...orphan, ...here, generation: 1, issuedAt: noon + 259_200_000 }
    expect(isHeir(early, tokenRecord())).toBe(false)
    expect(isOutlived(early, tokenRecord())).toBe(true)
  })
})

describe('a rescued set that the store has gone past', () => {
  const at = (generation: number, issuedAt = noon) => tokenRecord({ generation, issuedAt })
  const login: RescuedSet = { ...rescued, lineage: 'lineage-2', generation: 1, parent: here }
  const { parent: _unknown, ...orphan } = rescued
  const blind: RescuedSet = { ...orphan, lineage: 'lineage-0' }
  const week = 7 * 86_400_000

  it.each<[string, RescuedSet, ReturnType<typeof at>, boolean]>([
    ['is one that it has', rescued, at(4), true],
    ['is an older one of the same login', rescued, at(5), true],
    ['is not one whose parent it has', rescued, at(3), false],
    [
      'is not a newer one, in a store that lost what came between',
      { ...rescued, generation: 5, parent: rescued },
      at(3, noon + 9e9),
      false,
    ],
    ['is not a login whose parent it has', login, at(3), false],
    [
      'is not a login whose parent was refreshed, perhaps at the same moment',
      login,
      at(4, noon + 1_000),
      false,
    ],
    ['is a login whose parent was refreshed twice since', login, at(5, noon + 1_000), true],
    [
      'is not one that another login overtook',
      { ...rescued, lineage: 'lineage-0', parent: elsewhere },
      at(1, noon + 1_000),
      false,
    ],
    [
      'is one that another login overtook and was refreshed after it',
      { ...rescued, lineage: 'lineage-0', parent: elsewhere },
      at(2, noon + 1_000),
      true,
    ],
    [
      'is not one that another login overtook and was refreshed before it',
      { ...rescued, lineage: 'lineage-0', parent: elsewhere },
      at(2, noon - 1_000),
      false,
    ],
    [
      'is not one that was issued at the very instant',
      { ...rescued, lineage: 'lineage-0', parent: elsewhere },
      at(2, noon),
      false,
    ],
    [
      'is not one that had not seen what was stored, and was issued before it by a clock that may be behind',
      blind,
      at(2, noon + week),
      false,
    ],
    ['is such a one a week later', blind, at(2, noon + week + 1), true],
    ['is not a first one that was issued later', { ...login, parent: null }, at(2, noon - 1_000), false],
  ])('%s', (_title, set, stored, outlived) => {
    expect(isOutlived(set, stored)).toBe(outlived)
  })
})

describe('what may still be good when the stored set is refused', () => {
  const other: RescuedSet = { ...rescued, lineage: 'lineage-0', parent: elsewhere, issuedAt: noon + 1 }
  const of = (...sets: RescuedSet[]) => strangers(sets, tokenRecord())

  it('is what was rescued of other logins, the latest first', () => {
    const later = { ...other, lineage: 'lineage-9', issuedAt: noon + 2 }
    expect(of(other, later)).toEqual([later, other])
    expect(of(later, other)).toEqual([later, other])
  })

  it('is what the same login had further on, before the store fell back', () => {
    const further = { ...rescued, generation: 5, parent: rescued }
    expect(of(further)).toEqual([further])
  })

  it('is not its heir, which is promoted, nor what it outlived', () => {
    expect(of(rescued, { ...rescued, generation: 2 }, { ...other, issuedAt: noon - 1 })).toEqual([])
  })
})
