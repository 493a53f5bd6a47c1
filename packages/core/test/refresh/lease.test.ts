import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  acquired,
  extended,
  freeLease,
  type Lease,
  type LeaseNote,
  observed,
  released,
  spending,
  withdrawn,
} from '../../src/store/lease.ts'

const ann = { owner: 'ann', host: 'host-a' }
const bob = { owner: 'bob', host: 'host-b' }
const pair = { lineage: 'lineage-1', generation: 7 }
const intent = { ...pair, singleUse: true, at: 42 }
const stays = () => false
const must = (lease: Lease | undefined): Lease => lease ?? expect.fail('the transition was refused')
const held = (now = 0) => must(acquired(freeLease, ann, 1_000, now, stays))
const spent = (singleUse = true) => must(spending(held(), 1, { ...intent, singleUse }, 1_000, 0))

describe('a lease', () => {
  it('that is held is given to nobody else before its deadline, and to anybody at it', () => {
    expect(acquired(held(), bob, 1_000, 999, stays)).toBeUndefined()
    expect(acquired(held(), bob, 1_000, 1_000, stays)).toMatchObject({ owner: 'bob', fence: 2, until: 2_000 })
  })

  it('is given at once when its holder is known to be gone', () => {
    expect(acquired(held(), bob, 1_000, 1, () => true)).toMatchObject({ owner: 'bob', fence: 2 })
  })

  it('is given again to an owner whose first attempt went unanswered, under a new fence', () => {
    expect(acquired(held(), ann, 1_000, 1, stays)).toMatchObject({ owner: 'ann', fence: 2 })
  })

  it('that is spending is not given to its own owner again: the intent stands', () => {
    expect(acquired(spent(), ann, 1_000, 1, stays)).toBeUndefined()
  })

  it('leaves a doubt when a single-use intent was abandoned', () => {
    expect(must(acquired(spent(), bob, 1_000, 1_000, stays)).doubt).toEqual({
      ...pair,
      at: 42,
      host: 'host-a',
    })
  })

  it('leaves none when the refresh token can be used again, or nothing was intended', () => {
    expect(must(acquired(spent(false), bob, 1_000, 1_000, stays)).doubt).toBeUndefined()
    expect(must(acquired(held(), bob, 1_000, 1_000, stays)).doubt).toBeUndefined()
  })

  it('keeps the first doubt about the same set: that is where the answer was lost', () => {
    const first = { ...pair, at: 7, host: 'host-0' }
    expect(must(acquired({ ...spent(), doubt: first }, bob, 1_000, 1_000, stays)).doubt).toEqual(first)
    expect(observed({ ...spent(), doubt: first }, 1_000).doubt).toEqual(first)
  })

  it('is in doubt from the deadline of its intent, before anybody takes it', () => {
    expect(observed(spent(), 999).doubt).toBeUndefined()
    expect(observed(spent(), 1_000).doubt).toEqual({ ...pair, at: 42, host: 'host-a' })
    expect(observed(spent(false), 1_000).doubt).toBeUndefined()
    expect(observed(freeLease, 1_000).doubt).toBeUndefined()
  })

  it('is in doubt at once when the holder of its intent is known to be gone', () => {
    expect(observed(spent(), 1, () => true).doubt).toEqual({ ...pair, at: 42, host: 'host-a' })
    expect(observed(held(), 1, () => true).doubt).toBeUndefined()
  })

  it('is extended only while held, withdrawn only while spending', () => {
    expect(extended(held(), 1, 1_000, 500)).toMatchObject({ until: 1_500, owner: 'ann' })
    expect(extended(spent(), 1, 1_000, 500)).toBeUndefined()
    expect(withdrawn(held(), 1, 1_000, 500)).toBeUndefined()
    const back = must(withdrawn(spent(), 1, 1_000, 500))
    expect(back).toMatchObject({ state: 'held', until: 1_500 })
    expect(back).not.toHaveProperty('spending')
    expect(spending(spent(), 1, intent, 1_000, 0)).toBeUndefined()
  })

  it('is released once, with what was learned: null clears, absent leaves', () => {
    const doubt = { ...pair, at: 1, host: 'host-a' }
    const dead = { ...pair, at: 1, code: 'invalid_grant' }
    const learned = must(released(held(), 1, { doubt, dead }))
    expect(learned).toEqual({ state: 'free', fence: 1, doubt, dead })
    expect(released(learned, 1, {})).toBeUndefined()
    const next = must(acquired(learned, bob, 1_000, 0, stays))
    expect(must(released(next, 2, { doubt: null }))).toEqual({ state: 'free', fence: 2, dead })
  })
})

type Move =
  | { kind: 'acquire'; owner: string; gone: boolean }
  | { kind: 'extend' | 'withdraw'; stale: number }
  | { kind: 'spend'; stale: number; generation: number; singleUse: boolean }
  | { kind: 'release'; stale: number; note: LeaseNote }
interface Step {
  after: number
  move: Move
}

const doubts = fc.record({
  lineage: fc.constant('lineage-1'),
  generation: fc.nat(3),
  at: fc.nat(9),
  host: fc.constant('noted'),
})
const stale = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
)
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant('acquire' as const),
    owner: fc.constantFrom('ann', 'bob', 'cid'),
    gone: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('extend' as const, 'withdraw' as const), stale }),
  fc.record({ kind: fc.constant('spend' as const), stale, generation: fc.nat(3), singleUse: fc.boolean() }),
  fc.record({
    kind: fc.constant('release' as const),
    stale,
    note: fc.record({ doubt: fc.option(doubts) }, { requiredKeys: [] }) as fc.Arbitrary<LeaseNote>,
  }),
)
const lives = fc.array(fc.record({ after: fc.nat(1_500), move: moves }), { maxLength: 40 })

/** Walks through a life, and tells of each transition; refused ones are `undefined`. */
function live(
  steps: readonly Step[],
  watch: (before: Lease, after: Lease | undefined, move: Move, now: number) => void,
) {
  let lease = freeLease
  let now = 0
  for (const { after, move } of steps) {
    now += after
    const fence = lease.fence - ('stale' in move ? move.stale : 0)
    const next = (() => {
      switch (move.kind) {
        case 'acquire':
          return acquired(
            lease,
            { owner: move.owner, host: `host-${move.owner}` },
            1_000,
            now,
            () => move.gone,
          )
        case 'extend':
          return extended(lease, fence, 1_000, now)
        case 'withdraw':
          return withdrawn(lease, fence, 1_000, now)
        case 'spend':
          return spending(
            lease,
            fence,
            { lineage: 'lineage-1', generation: move.generation, singleUse: move.singleUse, at: now },
            1_000,
            now,
          )
        case 'release':
          return released(lease, fence, move.note)
      }
    })()
    watch(lease, next, move, now)
    lease = next ?? lease
  }
}

describe('in every life of a lease', () => {
  const always = (watch: Parameters<typeof live>[1]) =>
    fc.assert(
      fc.property(lives, (steps) => live(steps, watch)),
      { numRuns: 1_000 },
    )

  it('I1: the fence never falls, and rises with every holder', () => {
    always((before, after, { kind }) => {
      if (after) expect(after.fence).toBe(before.fence + (kind === 'acquire' ? 1 : 0))
    })
  })

  it('I1: only the present fence moves anything', () => {
    always((_before, after, move) => {
      if ('stale' in move && move.stale !== 0) expect(after).toBeUndefined()
    })
  })

  it('I1: nobody takes it from a holder who may be alive and whose deadline is not over', () => {
    always((before, after, move, now) => {
      if (move.kind !== 'acquire' || !after || before.state === 'free' || move.gone) return
      if (before.state === 'held' && before.owner === move.owner) return
      expect(now).toBeGreaterThanOrEqual(before.until ?? 0)
    })
  })

  it('a doubt survives until a release clears or replaces it, or another single-use intent is abandoned', () => {
    always((before, after, move) => {
      if (!before.doubt || !after) return
      const abandoned = move.kind === 'acquire' && before.state === 'spending' && before.spending?.singleUse
      const noted = move.kind === 'release' && move.note.doubt !== undefined
      if (!abandoned && !noted) expect(after.doubt).toEqual(before.doubt)
      if (abandoned) expect(after.doubt).toBeDefined()
    })
  })

  it('an abandoned single-use intent is always in doubt', () => {
    always((before, after, move) => {
      if (move.kind !== 'acquire' || !after || before.state !== 'spending' || !before.spending?.singleUse)
        return
      expect(after.doubt).toMatchObject({ lineage: 'lineage-1', generation: before.spending.generation })
    })
  })

  it('a free lease names no owner, no deadline and no intent', () => {
    always((_before, after) => {
      if (after?.state !== 'free') return
      for (const fact of ['owner', 'host', 'until', 'spending']) expect(after).not.toHaveProperty(fact)
    })
  })

  it('its transitions change nothing in place', () => {
    always((before, _after) => {
      expect(Object.isFrozen(Object.freeze(before))).toBe(true)
    })
  })
})
