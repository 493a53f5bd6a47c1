import { Keyv } from 'keyv'
import { expect, it, vi } from 'vitest'
import { keyvStore } from '../../src/store/keyv.ts'
import { ann } from '../../src/testing/store-contract/samples.ts'

/** A Map as an adapter, with some of its methods replaced. */
function adapter(broken: Record<string, unknown> = {}, map = new Map<string, string>()) {
  return {
    opts: {},
    get: async (key: string) => map.get(key),
    set: async (key: string, value: string) => void map.set(key, value),
    delete: async (key: string) => map.delete(key),
    clear: async () => map.clear(),
    on() {},
    ...broken,
  } as never
}

const unavailable = expect.objectContaining({ name: 'StoreUnavailableError', retryable: true })
const corrupt = expect.objectContaining({ name: 'StoreUnavailableError', code: 'corrupt_record' })
const down = () => Promise.reject(new Error('connect ECONNREFUSED, while sending secret-token'))

it('never takes a failing backing store for an empty one', async () => {
  const store = keyvStore(new Keyv({ store: adapter({ get: down, set: down, delete: down }) }))
  await expect(store.read('a:1')).rejects.toEqual(unavailable)
  await expect(store.acquire('a:1', ann, 1)).rejects.toEqual(unavailable)
  await expect(store.save('a:1', undefined, 'tokens')).rejects.toEqual(unavailable)
  await expect(store.readHistory('a:1')).rejects.toEqual(unavailable)
  await expect(store.writeHistory('a:1', undefined)).rejects.toEqual(unavailable)
  await expect(store.putAuthorization('state', 'verifier', 1000)).rejects.toEqual(unavailable)
  await expect(store.takeAuthorization('state')).rejects.toEqual(unavailable)
  await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toEqual(unavailable)
})

it('keeps what a foreign error said to itself', async () => {
  const store = keyvStore(new Keyv({ store: adapter({ get: down }) }))
  const error = await store.read('a:1').catch((thrown) => thrown)
  expect(JSON.stringify([error, error.message, error.cause])).not.toContain('secret-token')
})

it('makes the adapter throw too, where it has a switch for that', () => {
  const switches: Record<string, unknown> = adapter({ throwOnErrors: false, throwOnConnectError: false })
  keyvStore(new Keyv({ store: switches }))
  expect(switches).toMatchObject({ throwOnErrors: true, throwOnConnectError: true })
})

it('takes a set that answers false for a failure', async () => {
  const store = keyvStore(new Keyv({ store: adapter({ set: async () => false }) }))
  await expect(store.save('a:1', undefined, 'tokens')).rejects.toEqual(unavailable)
  await expect(store.putAuthorization('state', 'verifier', 1000)).rejects.toEqual(unavailable)
})

it('takes a delete that did not delete for a failure, and one that came too late for a lost race', async () => {
  const map = new Map<string, string>()
  const store = keyvStore(new Keyv({ store: adapter({ delete: async () => false }, map) }))
  await store.putAuthorization('state', 'verifier', 1000)
  await expect(store.takeAuthorization('state')).rejects.toEqual(unavailable)

  const raced = async (key: string) => !map.delete(key)
  const late = keyvStore(new Keyv({ store: adapter({ delete: raced }, map) }))
  expect(await late.takeAuthorization('state')).toBeUndefined()
})

it('does not wait for ever', async () => {
  const store = keyvStore(new Keyv({ store: adapter({ get: () => new Promise(() => {}) }) }), { timeout: 5 })
  await expect(store.read('a:1')).rejects.toThrow(/within 5 ms/)
  await expect(store.save('a:1', undefined, 'tokens')).rejects.toThrow(/within 5 ms/)
})

it('writes nothing on top of a write that may still arrive', async () => {
  const map = new Map<string, string>()
  let arrive = () => {}
  const set = vi.fn(async (key: string, value: string) => {
    if (value.includes('tokens-1')) await new Promise<void>((resolve) => (arrive = resolve))
    map.set(key, value)
  })
  const store = keyvStore(new Keyv({ store: adapter({ set }, map) }), { timeout: 20 })
  await expect(store.save('a:1', undefined, 'tokens-1')).rejects.toThrow(/within/)
  await expect(store.save('a:1', undefined, 'tokens-2')).rejects.toThrow(/within/)
  arrive()
  expect(await store.save('a:1', undefined, 'tokens-2')).toBe(false)
  expect((await store.read('a:1')).tokens).toBe('tokens-1')
})

it.each([
  ['text that is no JSON', 'rubbish'],
  ['another program’s value', JSON.stringify({ value: { user: 1 } })],
  ['a record without a lease', record('connection/a%3A1', { tokens: 'tokens' })],
  ['a lease without a fence', record('connection/a%3A1', { lease: { state: 'free' } })],
  ['tokens that are no text', record('connection/a%3A1', { tokens: {}, lease: { state: 'free', fence: 1 } })],
  ['nothing', record('connection/a%3A1', null)],
  [
    'the record of an id that the backing store takes for the same',
    record('connection/A%3A1', { lease: { state: 'free', fence: 1 } }),
  ],
])('takes %s under a key for damage', async (_what, stored) => {
  const store = keyvStore(new Keyv({ store: adapter({}, new Map([['keyv:connection/a%3A1', stored]])) }))
  await expect(store.read('a:1')).rejects.toEqual(corrupt)
  await expect(store.acquire('a:1', ann, 1)).rejects.toEqual(corrupt)
})

it('takes a damaged index and a damaged history for damage', async () => {
  const map = new Map([
    ['keyv:connections', record('connections', 'a:1')],
    ['keyv:value/history%3Aa%3A1', record('value/history%3Aa%3A1', 7)],
  ])
  const store = keyvStore(new Keyv({ store: adapter({}, map) }))
  await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toEqual(corrupt)
  await expect(store.save('a:1', undefined, 'tokens')).rejects.toEqual(corrupt)
  await expect(store.readHistory('a:1')).rejects.toEqual(corrupt)
})

it('lists the others where a lease, or a whole record, is damaged, and then throws for the record', async () => {
  const map = new Map<string, string>()
  const store = keyvStore(new Keyv({ store: adapter({}, map) }))
  for (const id of ['a:1', 'a:2', 'a:3']) await store.save(id, undefined, `tokens of ${id}`)
  map.set('keyv:connection/a%3A1', 'rubbish')
  map.set('keyv:connection/a%3A2', record('connection/a%3A2', { tokens: 'tokens of a:2', lease: {} }))
  const found: string[] = []
  const list = async () => {
    for await (const row of store.list()) {
      found.push(row.tokens)
      if (row.id === 'a:2') expect(() => row.lease).toThrow(corrupt)
      else expect(row.lease.state).toBe('free')
    }
  }
  await expect(list()).rejects.toEqual(corrupt)
  expect(found).toEqual(['tokens of a:2', 'tokens of a:3'])
})

it('gives tokens no lifetime, even where the Keyv has one', async () => {
  const lifetimes: unknown[] = []
  const set = async (_key: string, _value: string, lifetime: unknown) => void lifetimes.push(lifetime)
  const store = keyvStore(new Keyv({ store: adapter({ set }), ttl: 1000 }))
  await store.save('a:1', undefined, 'tokens')
  await store.putAuthorization('state', 'verifier', 600_000)
  expect(lifetimes).toEqual([undefined, undefined, 600_000])
})

it('lists a connection again that another process dropped from the index', async () => {
  const map = new Map<string, string>()
  const store = keyvStore(new Keyv({ store: adapter({}, map) }))
  await store.save('a:1', undefined, 'tokens-1')
  map.set('keyv:connections', record('connections', []))
  await store.save('a:1', 'tokens-1', 'tokens-2')
  const found: string[] = []
  for await (const { tokens } of store.list()) found.push(tokens)
  expect(found).toEqual(['tokens-2'])
})

it('refuses a Keyv that cannot throw', () => {
  const six = { opts: {}, store: new Map(), get() {}, set() {}, delete() {} }
  expect(() => keyvStore(six as never)).toThrow(/keyv 5\.6/)
})

it('refuses an id that cannot be a key', async () => {
  await expect(keyvStore(new Keyv()).read('a:\ud800')).rejects.toThrow(/surrogate/)
})

it('leaves the caller’s Keyv connected', async () => {
  const disconnect = vi.fn()
  await keyvStore(new Keyv({ store: adapter({ disconnect }) })).close()
  expect(disconnect).not.toHaveBeenCalled()
})

function record(key: string, value: unknown): string {
  return JSON.stringify({ value: JSON.stringify({ key, value }) })
}
