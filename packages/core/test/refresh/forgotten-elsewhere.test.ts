import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ConnectionNotFoundError } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tampered } from '../support/tampered.ts'
import { fakeTimers, passingTime } from '../support/turns.ts'
import { expired, failure, id } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('I2: a rescued login stays where its connection was forgotten before, and not after it was made', async () => {
  const { manager, rescue, clock } = await expired()
  await manager().forget(id)
  const login = { connection: id, lineage: 'of-the-login', generation: 1, tokens: '' }
  await rescue.keep({ ...login, issuedAt: clock.now() })
  await rescue.keep({ ...login, lineage: 'of-a-later-one', issuedAt: clock.now() + 1 })
  expect(await failure(manager().getAccessToken(id))).toBeInstanceOf(ConnectionNotFoundError)
  expect(rescue.sets).toHaveLength(2)
})

it('a refresh that a login overtook, and a forget after it, puts nothing in the rescue folder', async () => {
  const { manager, store, clock, record, provider, events } = await expired()
  const other = manager()
  let acquires = 0
  const late = tampered(store, async (method, apply) => {
    if (method === 'acquire' && ++acquires === 2) await other.forget(id)
    return apply()
  })
  provider.after = async () => {
    const { tokens } = await store.read(id)
    const { facts, secrets } = await record()
    const login = { facts: { ...facts, lineage: 'another-login' }, secrets }
    await store.save(id, tokens, await encodeRecord(login, plainCipher))
  }
  const work = failure(passingTime(clock, manager({ store: late }).getAccessToken(id), 50))
  expect(await work).toBeInstanceOf(ConnectionNotFoundError)
  expect(events.map(({ type }) => type)).not.toContain('rescued')
})
