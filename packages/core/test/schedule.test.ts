import { describe, expect, it } from 'vitest'
import { dueAt } from '../src/schedule.ts'
import { hour, noon, tokenRecord } from './support/records.ts'

const day = 24 * hour
const due = (facts: Parameters<typeof tokenRecord>[0], margin?: number) =>
  dueAt(tokenRecord(facts).facts, margin)

describe('a connection is due', () => {
  it('before the margin of its access token begins, by at most a twentieth of its lifetime', () => {
    for (let generation = 1; generation <= 200; generation++) {
      const at = due({ generation }) ?? 0
      expect(at).toBeLessThanOrEqual(noon + hour * 0.9)
      expect(at).toBeGreaterThan(noon + hour * 0.85)
    }
  })

  it('at the same time in every process, and at another in another connection or generation', () => {
    expect(due({})).toBe(due({}))
    expect(due({ connection: 'fake:account-2' })).not.toBe(due({}))
    expect(due({ generation: 4 })).not.toBe(due({}))
    const spread = new Set(Array.from({ length: 100 }, (_, index) => due({ connection: `fake:${index}` })))
    expect(spread.size).toBe(100)
  })

  it('well before its refresh token ends, however long its access token lives', () => {
    const at = due({ expiresAt: noon + 400 * day, refreshExpiresAt: noon + 90 * day }) ?? 0
    expect(at).toBeGreaterThanOrEqual(noon + 63 * day)
    expect(at).toBeLessThanOrEqual(noon + 72 * day)
  })

  it('never, when nothing of it ends', () => {
    expect(due({ expiresAt: undefined as never })).toBeUndefined()
    expect(
      due({ expiresAt: undefined as never, refreshExpiresAt: noon + day, refreshable: false }),
    ).toBeUndefined()
  })

  it('not again at once, when the end of its refresh token does not move or is past', () => {
    expect(due({ refreshExpiresAt: noon + 1_000 })).toBeGreaterThanOrEqual(noon + 60_000)
    expect(due({ refreshExpiresAt: noon - day })).toBeGreaterThan(noon + hour * 0.85)
  })
})
