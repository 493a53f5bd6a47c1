import { expect, it } from 'vitest'
import { freeLease } from '../../src/store/lease.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { contractFailures } from './contract-failures.ts'
import { fakeClock } from './fake-clock.ts'

/** The failures of a memory store in which something was replaced. */
function failuresOf(broken: (store: TokenStore) => Partial<TokenStore>, shared = false) {
  const clock = fakeClock()
  let base = memoryStore(clock)
  const make = () => ({ ...base, ...broken(base) })
  const open = () => {
    base = memoryStore(clock)
    return make()
  }
  return contractFailures({ open, clock, ...(shared && { reopen: make }) })
}

it('passes a good store, also with two instances', async () => {
  expect(await failuresOf(() => ({}), true)).toEqual([])
})

it('fails a store whose save ignores the parent', async () => {
  const failed = await failuresOf((store) => ({
    save: async (id, _previous, next, closing) =>
      store.save(id, (await store.read(id)).tokens, next, closing),
  }))
  expect(failed).toContain('saves over the named parent only')
  expect(failed).toContain('saves a first token set only where there is none')
})

it('fails a store whose save reads and writes in two steps', async () => {
  const failed = await failuresOf((store) => ({
    async save(id, previous, next, closing) {
      const { tokens } = await store.read(id)
      if (tokens !== previous) return false
      while (!(await store.save(id, (await store.read(id)).tokens, next, closing)));
      return true
    },
  }))
  expect(failed).toContain('lets one of twenty saves on the same parent win')
})

it('fails a store whose save wants the lease', async () => {
  const failed = await failuresOf((store) => ({
    async save(id, previous, next, closing) {
      if (closing && (await store.read(id)).lease.fence !== closing.fence) return false
      return store.save(id, previous, next, closing)
    },
  }))
  expect(failed).toEqual(['saves although the lease was lost, and leaves the new holder alone'])
})

it('fails a store whose save releases whoever holds the lease', async () => {
  const failed = await failuresOf((store) => ({
    async save(id, previous, next, closing) {
      const { fence } = (await store.read(id)).lease
      return store.save(id, previous, next, closing && { ...closing, fence })
    },
  }))
  expect(failed).toEqual(['saves although the lease was lost, and leaves the new holder alone'])
})

it('fails a store whose spend ignores the tokens', async () => {
  const failed = await failuresOf((store) => ({
    spend: async (id, fence, previous, intent, duration) =>
      store.spend(id, fence, (await store.read(id)).tokens ?? previous, intent, duration),
  }))
  expect(failed).toEqual(['refuses the intent when the tokens are not those that were read'])
})

it('fails a store that forgets a lost answer', async () => {
  const failed = await failuresOf((store) => ({
    spend: (id, fence, previous, intent, duration) =>
      store.spend(id, fence, previous, { ...intent, singleUse: false }, duration),
  }))
  expect(failed).toContain('puts a single-use spend past its deadline in doubt, until a definite answer')
})

it('fails a store whose leases end when it likes', async () => {
  const failed = await failuresOf((store) => ({
    acquire: (id, holder, duration) => store.acquire(id, holder, duration * 2),
  }))
  expect(failed).toContain('lets a lease past its deadline be taken, with a higher fence')
})

it('fails a store whose release ignores the fence', async () => {
  const failed = await failuresOf((store) => ({
    release: async (id, _fence, note) => store.release(id, (await store.read(id)).lease.fence, note),
  }))
  expect(failed).toEqual([
    'refuses everything to a fence that was overtaken, and leaves the new holder alone',
  ])
})

it('fails a store whose acquire reads and writes in two steps', async () => {
  const failed = await failuresOf((store) => ({
    async acquire(id, holder, duration) {
      const before = await store.read(id)
      if (before.lease.state !== 'free' && before.now < (before.lease.until ?? 0)) return before
      for (;;) {
        await store.release(id, (await store.read(id)).lease.fence, {})
        const got = await store.acquire(id, holder, duration)
        if (got.fence !== undefined) return got
      }
    },
  }))
  expect(failed).toContain('gives the lease to one of fifty who ask at once')
})

it('fails a store whose take is not atomic', async () => {
  const values = new Map<string, string>()
  const failed = await failuresOf(() => ({
    putAuthorization: async (key, value) => void values.set(key, value),
    async takeAuthorization(key) {
      const value = values.get(key)
      await null
      values.delete(key)
      return value
    },
  }))
  expect(failed).toContain('gives an authorization to one of twenty who ask at once')
  expect(failed).toContain('forgets an authorization after its lifetime')
})

it('fails a store whose read swallows errors', async () => {
  const failed = await failuresOf((store) => {
    let closed = false
    return {
      read: async (id) => (closed ? { lease: freeLease, now: 0 } : store.read(id)),
      close: async () => {
        closed = true
      },
    }
  })
  expect(failed).toEqual(['never answers "absent" after it was closed'])
})

it('fails a store that takes two ids for one', async () => {
  const failed = await failuresOf((store) => ({
    read: (id) => store.read(id.toLowerCase()),
    save: (id, previous, next, closing) => store.save(id.toLowerCase(), previous, next, closing),
  }))
  expect(failed).toContain('keeps connections with odd ids apart')
})

it('fails a store whose list ends early', async () => {
  const failed = await failuresOf((store) => ({
    async *list() {
      let count = 0
      for await (const row of store.list()) if (count++ < 100) yield row
    },
  }))
  expect(failed).toContain('lists all of very many')
})

it('fails a store whose list tells of leases as they lie there', async () => {
  const failed = await failuresOf((store) => ({
    async *list() {
      for await (const row of store.list())
        yield { ...row, lease: { ...row.lease, doubt: undefined as never } }
    },
  }))
  expect(failed).toEqual(['lists each with its id, and with lease and time as a read of it tells them'])
})

it('fails a store that drops whatever is there', async () => {
  const failed = await failuresOf((store) => ({
    drop: async (id) => store.drop(id, (await store.read(id)).tokens ?? ''),
  }))
  expect(failed).toEqual(['drops a connection by its present tokens only, and no other connection'])
})

it('fails a store that tells nobody', async () => {
  const failed = await failuresOf(() => ({ changes: () => () => {} }), true)
  expect(failed).toEqual([
    'tells of the changes that come after a drop',
    'tells another instance of saves, deaths and doubts, and of nothing before or else',
  ])
})

it('fails a store that cuts records', async () => {
  const failed = await failuresOf((store) => ({
    save: (id, previous, next, closing) => store.save(id, previous, next.slice(0, 65_535), closing),
  }))
  expect(failed).toEqual(['keeps a record to the last character'])
})
