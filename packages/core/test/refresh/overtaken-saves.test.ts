import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { plainCipher } from '../support/plain-cipher.ts'
import { tokenRecord } from '../support/records.ts'
import { tampered } from '../support/tampered.ts'
import { fakeTimers, pass, passingTime } from '../support/turns.ts'
import { expired, id, logIn, world } from '../support/world.ts'

beforeEach(fakeTimers)
afterEach(() => {
  vi.useRealTimers()
})

it('I3: a first login yields to one that came between, and nothing of it is left over', async () => {
  const { manager, store, record, rescue, events } = world()
  let saves = 0
  const meddled = tampered(store, async (method, apply) => {
    if (method === 'save' && ++saves === 1) {
      const facts = { lineage: 'another-login', generation: 1 }
      await store.save(id, undefined, await encodeRecord(tokenRecord(facts), plainCipher))
    }
    return apply()
  })
  await logIn(manager({ store: meddled }))
  expect((await record()).facts.lineage).toBe('another-login')
  expect(rescue.sets).toEqual([])
  expect(events.map(({ type }) => type)).not.toContain('rescued')
})

it('I2: a spare for which there is no place any more is stored in that of the set that was lost', async () => {
  const { manager, store, clock, provider, record, rescue } = await expired()
  rescue.full = true
  let lost = false
  /** From the second lease on the store has lost what it held. */
  let leases = 0
  const losing = tampered(store, async (method, apply, args) => {
    if (method === 'acquire' && ++leases === 2) lost = true
    if (method === 'save' && lost) {
      const [connection, previous, next, closing] = args as Parameters<TokenStore['save']>
      if (previous !== undefined) return false
      lost = false
      return store.save(connection, (await store.read(id)).tokens, next, closing)
    }
    const answer = (await apply()) as { tokens?: string }
    if (!lost || (method !== 'acquire' && method !== 'read')) return answer
    const { tokens: _gone, ...rest } = answer
    return rest
  })
  provider.after = async () => {
    const { tokens } = await store.read(id)
    const { facts, secrets } = await record()
    const login = { facts: { ...facts, lineage: 'another-login' }, secrets }
    await store.save(id, tokens, await encodeRecord(login, plainCipher))
  }
  const work = manager({ store: losing }).getAccessToken(id)
  work.catch(() => {})
  await pass(clock, 30_000, 100)
  expect((await record()).secrets.refreshToken).toBe('refresh-3')
  await passingTime(
    clock,
    work.catch(() => {}),
    100,
  )
})

it('I2: a set that keeps its refresh token is stored over its parent on other bytes', async () => {
  const { manager, store, provider, record } = await expired({ refreshTokens: 'reusable' })
  provider.after = async () => {
    const parent = await record()
    const { tokens } = await store.read(id)
    // As a rotation of keys does, or a new label.
    const facts = { ...parent.facts, label: 'another' }
    expect(await store.save(id, tokens, await encodeRecord({ ...parent, facts }, plainCipher))).toBe(true)
  }
  const accessToken = await manager().getAccessToken(id)
  expect((await record()).facts.generation).toBe(2)
  expect((await record()).secrets.accessToken).toBe(accessToken)
})
