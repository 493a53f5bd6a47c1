import fc from 'fast-check'
import { describe, it } from 'vitest'
import { decide, type Situation } from '../../src/refresh/decide.ts'
import { isHeir, isOutlived } from '../../src/refresh/heirs.ts'
import type { Backoff, Dead, Doubt } from '../../src/store/lease.ts'
import type { Want } from '../../src/tokens/freshness.ts'
import { hour, noon, tokenRecord } from '../support/records.ts'

const here = { lineage: 'lineage-1', generation: 3 }
const doubt: Doubt = { ...here, at: noon, host: 'host-a' }
const dead: Dead = { ...here, at: noon, code: 'invalid_grant' }
const backoff: Backoff = { failures: 1, since: 1_000, until: 2_000, reason: 'transient', code: 'timeout' }

const pairs = fc.record({
  lineage: fc.constantFrom('lineage-0', 'lineage-1'),
  generation: fc.integer({ min: 1, max: 5 }),
})
const instants = fc.integer({ min: noon - 2 * hour, max: noon + 3 * hour })
const storeTimes = fc.integer({ min: 0, max: 5_000 })
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const shared = ({ since, length }: { since: number; length: number }): Backoff => ({
  ...backoff,
  since,
  until: since + length,
})
const situations: fc.Arbitrary<Situation> = fc
  .record({
    pair: pairs,
    refreshable: fc.boolean(),
    lifetime: optional(fc.integer({ min: 0, max: 2 * hour })),
    refreshExpiresAt: optional(instants),
    accessToken: fc.constantFrom('access-3', ''),
    doubt: optional(pairs),
    dead: optional(pairs),
    backoff: optional(
      fc.record({ since: storeTimes, length: storeTimes, configuration: optional(fc.constant('digest')) }),
    ),
    coolDown: optional(fc.record({ since: storeTimes, length: storeTimes })),
    refused: optional(fc.record({ since: storeTimes, length: storeTimes })),
    rescued: fc.array(
      fc.record({
        pair: pairs,
        parent: fc.oneof(pairs, fc.constantFrom(null, undefined)),
        issuedAt: instants,
      }),
      { maxLength: 3 },
    ),
    want: fc.record(
      { minTtl: fc.nat(2 * hour), rejected: fc.constantFrom('access-2', 'access-3'), otherThan: pairs },
      { requiredKeys: [] },
    ),
    margin: optional(fc.nat(hour)),
    newAccessTokenRevokesOld: fc.boolean(),
    same: fc.boolean(),
    now: instants,
    storeNow: storeTimes,
  })
  .map((made) => ({
    stored: tokenRecord(
      {
        ...made.pair,
        refreshable: made.refreshable,
        expiresAt: (made.lifetime === undefined ? undefined : noon + made.lifetime) as never,
        refreshExpiresAt: made.refreshExpiresAt as never,
      },
      { accessToken: made.accessToken },
    ),
    lease: {
      ...(made.doubt && { doubt: { ...doubt, ...made.doubt } }),
      ...(made.dead && { dead: { ...dead, ...made.dead } }),
      ...(made.backoff && {
        backoff: {
          ...backoff,
          since: made.backoff.since,
          until: made.backoff.since + made.backoff.length,
          configuration: made.backoff.configuration as never,
        },
      }),
    },
    rescued: made.rescued.map(({ pair, parent, issuedAt }) => ({
      connection: '',
      tokens: '',
      ...pair,
      issuedAt,
      ...(parent !== undefined && { parent }),
    })),
    want: made.want as Want,
    margin: made.margin,
    newAccessTokenRevokesOld: made.newAccessTokenRevokesOld,
    shared: {
      ...(made.coolDown && { coolDown: shared(made.coolDown) }),
      ...(made.refused && { refused: { ...shared(made.refused), configuration: 'digest' } }),
    },
    sameConfiguration: () => made.same,
    now: made.now,
    storeNow: made.storeNow,
  }))

const always = (holds: (at: Situation, decision: ReturnType<typeof decide>) => boolean) =>
  fc.assert(
    fc.property(situations, (at) => holds(at, decide(at))),
    { numRuns: 2_000 },
  )
const same = (
  one: { lineage: string; generation: number } | undefined | null,
  { facts }: Situation['stored'],
) => one?.lineage === facts.lineage && one.generation === facts.generation
const heldBack = ({ lease, shared: { coolDown, refused }, storeNow, sameConfiguration }: Situation) =>
  [lease.backoff, coolDown, refused].some(
    (held) =>
      held !== undefined &&
      // A note may have been written after the connection was read.
      (held === lease.backoff ? held.since <= storeNow : held.since <= storeNow + 10_000) &&
      storeNow < held.until &&
      (held.configuration === undefined || sameConfiguration('')),
  )

describe('in every situation', () => {
  it('I7: nothing is redeemed during a back-off of the same configuration, its own or its client’s', () => {
    always((at, { kind }) => kind !== 'redeem' || !heldBack(at))
  })

  it('a clock that was set back, and one past the back-off, hold nobody back', () => {
    always((at, { kind }) => kind !== 'cool-down' || heldBack(at))
  })

  it('I1: nothing is redeemed that is known dead, or has no refresh token', () => {
    always(
      (at, { kind }) => kind !== 'redeem' || (!same(at.lease.dead, at.stored) && at.stored.facts.refreshable),
    )
  })

  it('a rejected token, an empty one and one past its expiry are not used', () => {
    always(({ stored, want, now }, { kind }) => {
      const { accessToken } = stored.secrets
      const over = stored.facts.expiresAt !== undefined && stored.facts.expiresAt <= now
      return kind !== 'use' || (accessToken !== '' && accessToken !== want.rejected && !over)
    })
  })

  it('a doubtful token is not used where new tokens revoke the old, as long as it can be redeemed', () => {
    always(
      (at, { kind }) =>
        kind !== 'use' ||
        !at.newAccessTokenRevokesOld ||
        !same(at.lease.doubt, at.stored) ||
        !at.stored.facts.refreshable,
    )
  })

  it('a forced refresh is not satisfied by the generation that it was to replace', () => {
    always(({ stored, want: { otherThan } }, { kind }) => {
      const { lineage, generation } = stored.facts
      return (
        kind !== 'use' || !otherThan || otherThan.lineage !== lineage || otherThan.generation < generation
      )
    })
  })

  it('I7: no clock asks for consent while there is a refresh token: only a known death does', () => {
    always(
      (at, { kind }) =>
        kind !== 'reauthorize' || !at.stored.facts.refreshable || same(at.lease.dead, at.stored),
    )
  })

  it('I2: a rescued set that follows the stored one goes before all', () => {
    always((at, { kind }) => (kind === 'promote') === at.rescued.some((set) => isHeir(set, at.stored)))
  })

  it('I3: no rescued set is put in the place of a later one of the same login, whatever clocks say', () => {
    always((at, decision) => {
      const { lineage, generation } = at.stored.facts
      const { set } = decision.kind === 'promote' ? decision : {}
      return set?.lineage !== lineage || set.generation > generation
    })
  })

  it('I2: nothing is cleared away that may still be promoted', () => {
    always((at) => at.rescued.every((set) => !(isHeir(set, at.stored) && isOutlived(set, at.stored))))
  })

  it('the same situation is decided the same, and is not changed by it', () => {
    always((at, decision) => {
      const before = JSON.stringify(at)
      return JSON.stringify(decide(at)) === JSON.stringify(decision) && JSON.stringify(at) === before
    })
  })
})
