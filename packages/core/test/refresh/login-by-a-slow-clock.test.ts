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

it('I2: a login that the store could not take is not dropped because the clock of its host is days behind', async () => {
  const { manager, clock, store, record, provider, rescue } = await loggedIn()
  const first = provider.current
  const away = failingStore(store)
  const behind = manager({ store: away.store })
  away.fail('acquire', 'before', 99)
  away.fail('read', 'before', 99)
  const now = clock.now()
  clock.setWall(now - 259_200_000)
  await passingTime(clock, logIn(behind))
  clock.setWall(now)
  const second = provider.current
  expect(rescue.sets).toHaveLength(1)
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
  const { manager, clock, store, record, provider, rescue } = await loggedIn()
  const away = failingStore(store)
  const waiting = manager({ store: away.store })
  away.fail('acquire', 'before', 9_999)
  away.fail('read', 'before', 9_999)
  const now = clock.now()
  clock.setWall(now - 259_200_000)
  await passingTime(clock, logIn(waiting), 50)
  clock.setWall(now)
  expect(rescue.sets).toHaveLength(1)
  const login = provider.current
  provider.current = 'elsewhere'
  expect(await failure(passingTime(clock, manager().refresh(id), 50))).toMatchObject({
    name: 'ReauthorizationRequiredError',
  })
  expect((await record()).secrets.refreshToken).toBe(login)
  away.heal()
  await pass(clock, 30_000, 500)
  await failure(passingTime(clock, manager().refresh(id), 50))
  expect(provider.sent.filter((token) => token === login)).toHaveLength(1)
})

it('I1: such a login is sent once, though its rescue file cannot be removed when it was taken up', async () => {
  const { manager, clock, record, provider, rescue } = await loggedIn()
  const { facts, secrets } = await record()
  const blind = {
    facts: { ...facts, lineage: 'blind', issuedAt: facts.issuedAt - 259_200_000 },
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
