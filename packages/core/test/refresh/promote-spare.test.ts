import { describe, expect, it } from 'vitest'
import { promoteSpare } from '../../src/refresh/spare.ts'
import type { RescuedSet } from '../../src/rescue/rescue.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { decodeRecord, type TokenRecord } from '../../src/tokens/token-record.ts'
import { memoryRescue } from '../support/memory-rescue.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { hour, noon, tokenRecord } from '../support/records.ts'

const spare = tokenRecord(
  {
    lineage: 'spare',
    generation: 7,
    issuedAt: noon + 5,
    expiresAt: noon + 2 * hour,
    refreshExpiresAt: noon + 9e9,
  },
  { accessToken: 'of the spare', refreshToken: 'refresh of the spare' },
)
const fileOf = ({ facts }: TokenRecord): RescuedSet => ({ ...facts, tokens: '' })

/** What is stored when a spare takes the place of the refused set, and what becomes of lease and folder. */
async function promoted(found: TokenRecord, taken = true) {
  const stored: string[] = []
  const closings: unknown[] = []
  const released: unknown[] = []
  const store = {
    save: async (_connection: string, _previous: string, next: string, closing: unknown) => {
      stored.push(next)
      closings.push(closing)
      return taken
    },
    release: async (...given: unknown[]) => void released.push(given),
  }
  const rescue = memoryRescue()
  const another = tokenRecord({ lineage: 'another', generation: 7 })
  rescue.sets = [fileOf(found), fileOf(another)]
  const held = { close: (note: unknown) => ({ fence: 4, note }) }
  const context = { store, rescue, clock: fakeClock(noon), cipher: async () => plainCipher }
  const refused = { record: tokenRecord({ refreshExpiresAt: noon + 1 }), tokens: 'stored' }
  await promoteSpare(context as never, held as never, refused, found)
  const record = await decodeRecord(stored[0] ?? '', plainCipher, 'fake:account-1')
  return { record, closings, released, left: rescue.sets.map(({ lineage }) => lineage) }
}

describe('a spare that takes the place of a refused set', () => {
  it('brings its own tokens and times, as the next generation', async () => {
    const { record, closings, released, left } = await promoted(spare)
    expect(record.secrets).toEqual(spare.secrets)
    expect(record.facts).toMatchObject({
      lineage: 'lineage-1',
      generation: 4,
      issuedAt: noon + 5,
      expiresAt: noon + 2 * hour,
      refreshExpiresAt: noon + 9e9,
      refreshable: true,
      updatedAt: noon,
    })
    // What was learned of the other set does not concern it.
    expect(closings).toEqual([{ fence: 4, note: { doubt: null, dead: null, backoff: null } }])
    expect([released, left]).toEqual([[], ['another']])
  })

  it('inherits no end from the other, and is as refreshable as it is itself', async () => {
    const { refreshExpiresAt: _none, ...facts } = spare.facts
    const { refreshToken: _too, ...secrets } = spare.secrets
    const { record } = await promoted({ facts, secrets })
    expect(record.facts).not.toHaveProperty('refreshExpiresAt')
    expect(record.facts.refreshable).toBe(false)
  })

  it('I3: yields to what was saved meanwhile, and stays where it lies', async () => {
    const { released, left } = await promoted(spare, false)
    expect(released).toEqual([['fake:account-1', 4, {}]])
    expect(left).toEqual(['spare', 'another'])
  })
})
