import { expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'

/** Six connections of two providers, each in another state, on a store that counts its reads. */
async function house() {
  const clock = fakeClock()
  const store = memoryStore(clock)
  let reads = 0
  const counted = {
    ...store,
    read: (connection: string) => {
      reads += 1
      return store.read(connection)
    },
  }
  const fake = fakeProvider().adapter
  const providers = [fake, { ...fake, id: 'other' }]
  const tokens = createTokenManager({ providers, store: counted, clock, encryptionKeys: [generateKey()] })
  const add = async (id: string, note = {}) => {
    const [provider = '', account = ''] = id.split(':')
    await tokens.import({ provider, account, accessToken: 'a', refreshToken: `r ${id}`, expiresIn: 3600 })
    const { lineage } = JSON.parse((await store.read(id)).tokens ?? '{}').facts
    const told = JSON.parse(JSON.stringify(note).replaceAll('"ITS"', JSON.stringify(lineage)))
    const { fence = 0 } = await store.acquire(id, { owner: 'o', host: 'h' }, 1_000)
    await store.release(id, fence, told)
  }
  const pair = { lineage: 'ITS', generation: 1, at: 1 }
  const since = clock.monotonic()
  const backoff = { failures: 1, since, until: since + 60_000, code: 'x' }
  await add('fake:active')
  await add('fake:dead', { dead: { ...pair, code: 'invalid_grant' } })
  await add('fake:doubtful', { doubt: { ...pair, host: 'h' } })
  await add('fake:slow', { backoff: { ...backoff, reason: 'throttled' } })
  await add('other:failing', { backoff: { ...backoff, reason: 'transient' } })
  await add('other:forgotten')
  await tokens.forget('other:forgotten')
  reads = 0
  const list = async (filter = {}) => {
    const found: Record<string, string> = {}
    for await (const { id, status } of tokens.connections(filter)) found[id] = status
    return found
  }
  return { tokens, store, list, clock, reads: () => reads }
}

const all = {
  'fake:active': 'active',
  'fake:dead': 'reauthorization-required',
  'fake:doubtful': 'in-doubt',
  'fake:slow': 'rate-limited',
  'other:failing': 'degraded',
}

it('a record that cannot be read hides no other, and is told by name after them', async () => {
  const { tokens, store } = await house()
  const { tokens: before } = await store.read('fake:dead')
  expect(await store.save('fake:dead', before, '{not json')).toBe(true)
  const found: string[] = []
  const listing = (async () => {
    for await (const { id } of tokens.connections()) found.push(id)
  })()
  await expect(listing).rejects.toMatchObject({ code: 'corrupt_record', connection: 'fake:dead' })
  expect(found.sort()).toEqual(['fake:active', 'fake:doubtful', 'fake:slow', 'other:failing'])
})

it('lists every connection with its status, and reads none by itself', async () => {
  const { tokens, list, reads } = await house()
  expect(await list()).toEqual(all)
  expect(reads()).toBe(0)
  for (const [id, status] of Object.entries(all)) expect((await tokens.connection(id)).status).toBe(status)
})

it('lists those of a provider, and those of a status', async () => {
  const { list, reads } = await house()
  expect(await list({ provider: 'other' })).toEqual({ 'other:failing': 'degraded' })
  expect(await list({ status: 'in-doubt' })).toEqual({ 'fake:doubtful': 'in-doubt' })
  expect(await list({ provider: 'other', status: 'in-doubt' })).toEqual({})
  expect(reads()).toBe(0)
})

it('judges a back-off by the time of the store', async () => {
  const { list, clock } = await house()
  clock.advance(60_000)
  expect(await list({ provider: 'fake' })).toMatchObject({ 'fake:slow': 'degraded' })
})
