import { expect, it } from 'vitest'
import type { TokenStore } from '../../src/index.ts'
import { freeLease } from '../../src/store/lease.ts'
import { hazards, namesOf } from './hazards-of.ts'

it('finds nothing wrong with a good store', async () => {
  expect(await hazards(() => ({}))).toEqual([])
})

it('finds a store that cuts what is long', async () => {
  const found = await hazards((store) => ({
    save: (id, previous, next, closing) => store.save(id, previous, next.slice(0, 65_535), closing),
  }))
  expect(namesOf(found)).toEqual(['read-back'])
  expect(found[0]?.detail).toMatch(/65535 of \d+ characters/)
})

it('finds a cache that answers for the store', async () => {
  const found = await hazards(
    () => ({}),
    (store) => ({ read: async () => ({ ...(await store.read('nobody')) }) }),
  )
  expect(namesOf(found)).toContain('read-back')
})

it('finds a store whose save always says true', async () => {
  const found = await hazards((store) => ({
    save: async (...asked) => (await store.save(...asked)) || true,
  }))
  expect(namesOf(found)).toEqual(['compare-and-set'])
})

it('finds a store whose save looks at nothing', async () => {
  const found = await hazards((store) => ({
    save: async (id, _previous, next, closing) =>
      store.save(id, (await store.read(id)).tokens, next, closing),
  }))
  expect(namesOf(found)).toEqual(['compare-and-set'])
})

it('finds a store whose save looks first and writes then', async () => {
  const found = await hazards((store) => ({
    async save(id, previous, next, closing) {
      if ((await store.read(id)).tokens !== previous) return false
      while (!(await store.save(id, (await store.read(id)).tokens, next, closing)));
      return true
    },
  }))
  expect(namesOf(found)).toEqual(['compare-and-set'])
  expect(found[0]?.detail).toMatch(/at once/)
})

it('finds notes that are overwritten', async () => {
  const found = await hazards((store) => ({
    swapNote: async (key, _previous, next) => store.swapNote(key, (await store.readNote(key)).value, next),
  }))
  expect(namesOf(found)).toEqual(['compare-and-set'])
})

it('finds a lease that lets everybody in', async () => {
  const found = await hazards((store) => ({
    async acquire(id, holder, duration) {
      const { fence } = (await store.read(id)).lease
      await store.release(id, fence, {})
      return store.acquire(id, holder, duration)
    },
  }))
  expect(namesOf(found)).toEqual(['lease'])
})

it('finds a lease that a lower fence releases', async () => {
  const found = await hazards((store) => ({
    release: async (id, _fence, note) => store.release(id, (await store.read(id)).lease.fence, note),
  }))
  expect(namesOf(found)).toEqual(['lease'])
  expect(found[0]?.detail).toMatch(/lower fence released/)
})

it('finds an intent that looks at no tokens', async () => {
  const found = await hazards((store) => ({
    spend: async (id, fence, _previous, intent, duration) =>
      store.spend(id, fence, (await store.read(id)).tokens ?? '', intent, duration),
  }))
  expect(namesOf(found)).toEqual(['lease'])
})

it('finds a lease that never ends', async () => {
  const found = await hazards((store) => ({
    acquire: (id, holder, duration) => store.acquire(id, holder, duration + 1e9),
  }))
  expect(namesOf(found)).toEqual(['lease'])
  expect(found[0]?.detail).toMatch(/past its deadline/)
})

it('finds a login in progress that is given twice', async () => {
  const values = new Map<string, string>()
  const found = await hazards(() => ({
    putAuthorization: async (key, value) => void values.set(key, value),
    async takeAuthorization(key) {
      const value = values.get(key)
      await null
      values.delete(key)
      return value
    },
  }))
  expect(namesOf(found)).toEqual(['take-once'])
})

it('finds a login in progress that outlives its time', async () => {
  const found = await hazards((store) => ({
    putAuthorization: (key, value, lifetime) => store.putAuthorization(key, value, lifetime * 1e6),
  }))
  expect(namesOf(found)).toEqual(['take-once'])
})

it('finds a store that tells nobody of changes, or of those of others alone', async () => {
  const found = await hazards((store) => ({
    changes: (listener) => store.changes(() => listener('fake:somebody-else')),
  }))
  expect(namesOf(found)).toEqual(['changes'])
})

it('finds a store that tells of changes too late', async () => {
  const found = await hazards((store) => ({
    changes: (listener) => store.changes((id) => setTimeout(() => listener(id), 1_500)),
  }))
  expect(namesOf(found)).toEqual(['changes'])
  expect(found[0]?.detail).toMatch(/after 15\d\d ms only/)
})

it('finds a cache that swallows errors', async () => {
  const found = await hazards(
    () => ({}),
    (store) => {
      let closed = false
      return {
        read: async (id) => (closed ? { lease: freeLease, now: 0 } : store.read(id)),
        close: async () => {
          closed = true
        },
      }
    },
  )
  expect(namesOf(found)).toEqual(['errors'])
  expect(found[0]?.advice).toMatch(/throwOnErrors/)
})

it('finds an error of somebody else, which says nothing', async () => {
  const found = await hazards(
    () => ({}),
    (store) => {
      let closed = false
      return {
        readHistory: (id) => (closed ? Promise.reject(new TypeError('secret')) : store.readHistory(id)),
        close: async () => {
          closed = true
        },
      }
    },
  )
  expect(namesOf(found)).toEqual(['errors'])
  expect(JSON.stringify(found)).not.toContain('secret')
})

it('tells how far the clocks are apart', async () => {
  const ahead = (store: TokenStore): Partial<TokenStore> => ({
    wallClock: true,
    readNote: async (key) => ({ ...(await store.readNote(key)), now: Date.now() + 90_000 }),
  })
  const [found] = await hazards(ahead)
  expect(found).toMatchObject({ check: 'clock', detail: expect.stringMatching(/90\.0 s behind/) })
})

it('tells what it could not remove, and that nobody is shown it', async () => {
  const found = await hazards(() => ({ drop: async () => false }))
  expect(namesOf(found)).toEqual(['clean-up'])
})

it('goes on when one thing fails, and repeats nothing of a foreign error', async () => {
  const found = await hazards(() => ({
    takeAuthorization: () => Promise.reject(new Error('password of the store')),
  }))
  expect(namesOf(found)).toEqual(expect.arrayContaining(['take-once']))
  expect(JSON.stringify(found)).not.toContain('password')
})
