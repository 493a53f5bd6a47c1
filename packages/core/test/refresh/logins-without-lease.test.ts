import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { callbackUrl, id, loggedIn, type World, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

/** A login to whose process the store gives no lease. */
async function unleased({ manager, store, clock }: World, saves: number) {
  const faulty = failingStore(store)
  const own = manager({ store: faulty.store })
  const { state } = await own.authorize('fake')
  faulty.fail('acquire', 'before', 9_999)
  if (saves > 0) faulty.fail('save', 'before', saves)
  await passingTime(clock, own.callback(`${callbackUrl}?code=good-code&state=${state}`), 25)
  return faulty
}

it('I2: a first login is stored at once also where its lease could not be had', async () => {
  const made = world()
  await unleased(made, 0)
  expect((await made.record()).secrets.accessToken).toBe('access-2')
  expect(made.rescue.sets).toEqual([])
})

it('I2: a login that waits to be saved replaces what the set that it found became meanwhile', async () => {
  const made = await loggedIn()
  const { clock, store, record } = made
  const before = await record()
  clock.advance(1)
  const faulty = await unleased(made, 9_999)
  clock.advance(1_000)
  const facts = { ...before.facts, generation: 2, issuedAt: clock.now() }
  const { tokens } = await store.read(id)
  expect(await store.save(id, tokens, await encodeRecord({ ...before, facts }, plainCipher))).toBe(true)
  faulty.heal()
  await pass(clock, 20_000, 100)
  expect((await record()).secrets.accessToken).toBe('access-3')
  expect((await record()).facts.lineage).not.toBe(before.facts.lineage)
})
