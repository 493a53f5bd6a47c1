import { expect, it } from 'vitest'
import { createContainer, tokens as parts } from '../../src/container.ts'
import {
  ConnectionNotFoundError,
  generateKey,
  jweCipher,
  memoryStore,
  ReauthorizationRequiredError,
  type TokenManager,
} from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { encodeRecord } from '../../src/tokens/token-record.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { memoryRescue } from '../support/memory-rescue.ts'
import { tokenRecord } from '../support/records.ts'
import { expired, failure, id } from '../support/world.ts'

/** A refresh token that the provider refuses, and a rescued set of another login under a key that this process lacks. */
async function unread() {
  const [present, missing] = [generateKey(), generateKey()]
  const clock = fakeClock()
  const provider = fakeProvider()
  const store = memoryStore(clock)
  const rescue = memoryRescue()
  const told: string[] = []
  const manager = (...encryptionKeys: string[]) => {
    const container = createContainer({ providers: [provider.adapter], clock, store, encryptionKeys })
    container.register(parts.rescue, { useValue: rescue })
    const made = container.resolve<TokenManager>(parts.manager)
    made.on('reauthorization-required', ({ connection }) => told.push(connection))
    return made
  }
  await manager(present).import({ provider: 'fake', account: 'account-1', refreshToken: 'spent' })
  const keep = async (refreshToken: string) => {
    const waiting = tokenRecord({ lineage: 'another', generation: 1 }, { refreshToken })
    const tokens = await encodeRecord(waiting, jweCipher([missing]))
    const about = { connection: id, lineage: 'another', generation: 1, issuedAt: clock.now(), parent: null }
    await rescue.keep({ ...about, tokens })
  }
  return { present, missing, clock, provider, store, rescue, told, manager, keep }
}

it('I1: a refusal is not asked for again by another process while a rescued set waits for a missing key', async () => {
  const { manager, present, keep, provider, clock, store, told } = await unread()
  await keep('refresh-1')
  expect(await failure(manager(present).getAccessToken(id))).toMatchObject({ code: 'unknown_key' })
  expect(provider.sent).toEqual(['spent'])
  expect((await store.read(id)).lease).toMatchObject({ state: 'free', dead: { generation: 1 } })
  // Past the spending deadline.
  clock.advance(31_000)
  expect(await failure(manager(present).getAccessToken(id))).toMatchObject({ code: 'unknown_key' })
  expect(provider.sent).toEqual(['spent'])
  expect(told).toEqual([])
})

it('I2: a set that waited for its key is tried when the key is there, though the refusal is long on record', async () => {
  const { manager, present, missing, keep, provider, clock, rescue, store } = await unread()
  await keep('refresh-1')
  await failure(manager(present).getAccessToken(id))
  clock.advance(3_600_000)
  expect(await manager(present, missing).getAccessToken(id)).toBe('access-3')
  expect((await store.read(id)).lease.dead).toBeUndefined()
  expect(provider.sent).toEqual(['spent'])
  expect(rescue.sets).toEqual([])
})

it('I7: a set that was tried already asks nobody anew, and its owner is told once', async () => {
  const { manager, present, missing, keep, provider, told } = await unread()
  await keep('spent')
  for (let call = 0; call < 3; call++)
    expect(await failure(manager(present, missing).getAccessToken(id))).toBeInstanceOf(
      ReauthorizationRequiredError,
    )
  expect(provider.sent).toEqual(['spent'])
  expect(told).toEqual([id])
})

it('clears away a rescued set of a connection that was forgotten elsewhere', async () => {
  const { manager, rescue, clock, store } = await expired()
  await rescue.keep({ connection: id, lineage: 'old', generation: 1, issuedAt: clock.now(), tokens: '' })
  clock.advance(1_000)
  await manager({ rescue: { ...rescue, find: async () => [] } }).forget(id)
  expect((await store.read(id)).tokens).toBeDefined()
  expect(rescue.sets).toHaveLength(1)
  expect(await failure(manager().getAccessToken(id))).toBeInstanceOf(ConnectionNotFoundError)
  expect(rescue.sets).toEqual([])
})

it('calls a refresh of a token in doubt that, and not one of a token that expired', async () => {
  const { manager, provider, clock } = await expired()
  provider.script.push(() => ({ kind: 'unknown', cause: { name: 'TimeoutError' } }))
  await failure(manager().getAccessToken(id))
  clock.advance(60_000)
  await manager().getAccessToken(id)
  expect((await manager().history(id)).map(({ why }) => why).slice(-2)).toEqual(['expired', 'in-doubt'])
})

it('calls a refresh that somebody asked for that, also where the token is in doubt', async () => {
  const { manager, provider, clock } = await expired()
  provider.script.push(() => ({ kind: 'unknown', cause: { name: 'TimeoutError' } }))
  await failure(manager().getAccessToken(id))
  clock.advance(60_000)
  await manager().refresh(id)
  expect((await manager().history(id)).map(({ why }) => why).slice(-2)).toEqual(['expired', 'forced'])
})
