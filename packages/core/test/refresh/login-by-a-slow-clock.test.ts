import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { failingStore } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { failure, id, loggedIn, logIn } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

const threeDays = 259_200_000

/** A connection, and another login to it while the store is away, on a host whose clock is days behind. */
async function loginAway() {
  const made = await loggedIn()
  const { manager, clock, store, provider, rescue } = made
  const first = provider.current
  // Before every other name: of two sets that were issued at the same instant it is not the one that counts.
  const { facts, secrets } = await made.record()
  const { tokens } = await store.read(id)
  const named = { facts: { ...facts, lineage: '!first' }, secrets }
  expect(await store.save(id, tokens, await encodeRecord(named, plainCipher))).toBe(true)
  const away = failingStore(store)
  away.fail('acquire', 'before', 9_999)
  away.fail('read', 'before', 9_999)
  const now = clock.now()
  clock.setWall(now - threeDays)
  await passingTime(clock, logIn(manager({ store: away.store })), 50)
  clock.setWall(now)
  expect(rescue.sets).toHaveLength(1)
  return { ...made, away, first, second: provider.current }
}

it('I2: a login that the store could not take is not dropped because the clock of its host is days behind', async () => {
  const { manager, clock, record, provider, rescue, away, first, second } = await loginAway()
  away.heal()
  await pass(clock, 30_000, 500)
  expect(rescue.sets).toEqual([])

  // What is stored was ended by the consent that followed it.
  expect((await record()).secrets.refreshToken).toBe(first)
  const { accessToken } = await passingTime(clock, manager().refresh(id))
  expect(provider.sent).toEqual([first, second])
  expect((await record()).secrets).toMatchObject({ accessToken, refreshToken: provider.current })
})

it('I1: a login that waits for the store is not written over its own tokens, which others took up and were refused', async () => {
  const { manager, clock, record, provider, away, second } = await loginAway()
  provider.current = 'elsewhere'
  expect(await failure(passingTime(clock, manager().refresh(id), 50))).toMatchObject({
    name: 'ReauthorizationRequiredError',
  })
  expect((await record()).secrets.refreshToken).toBe(second)
  away.heal()
  await pass(clock, 30_000, 500)
  await failure(passingTime(clock, manager().refresh(id), 50))
  expect(provider.sent.filter((token) => token === second)).toHaveLength(1)
})

it('I1: such a login is sent once, though its rescue file cannot be removed when it was taken up', async () => {
  const { manager, clock, record, provider, rescue } = await loggedIn()
  const { facts, secrets } = await record()
  const blind = {
    facts: { ...facts, lineage: 'blind', issuedAt: facts.issuedAt - threeDays },
    secrets: { ...secrets, refreshToken: 'blind-refresh' },
  }
  const { lineage, issuedAt } = blind.facts
  await rescue.keep({
    connection: id,
    lineage,
    generation: 1,
    issuedAt,
    tokens: await encodeRecord(blind, plainCipher),
  })
  rescue.remove = () => Promise.reject(new Error('read-only'))
  const first = provider.current
  provider.current = 'blind-refresh'
  await passingTime(clock, manager().refresh(id))
  clock.advance(3_600_000)
  await passingTime(clock, manager().refresh(id))
  const last = provider.current
  provider.current = 'elsewhere'
  await failure(passingTime(clock, manager().refresh(id)))
  expect(provider.sent.filter((token) => token === 'blind-refresh')).toHaveLength(1)
  expect(provider.sent.at(0)).toBe(first)
  expect(provider.sent.at(-1)).toBe(last)
})
