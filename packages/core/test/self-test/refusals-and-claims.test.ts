import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { memoryStore, StoreUnavailableError, type TokenStore } from '../../src/index.ts'
import { checkStore } from '../../src/self-test/check-store.ts'
import { hazards, namesOf } from './hazards-of.ts'

describe.concurrent('the check of a store finds', () => {
  it('one that takes no first record', async () => {
    let refused = 0
    const found = await hazards((store) => ({
      // Those of the checks that come first: without any, the check of changes would wait in vain.
      save: async (id, previous, next, closing) =>
        (previous !== undefined || ++refused > 2) && store.save(id, previous, next, closing),
    }))
    expect(namesOf(found)).toEqual(['read-back', 'compare-and-set'])
    expect(found[0]?.detail).toMatch(/A first record was refused/)
  })

  it('one that only keeps first records apart', async () => {
    const found = await hazards((store) => ({
      save: async (id, previous, next, closing) =>
        store.save(id, previous && (await store.read(id)).tokens, next, closing),
    }))
    expect(namesOf(found)).toEqual(['compare-and-set'])
    expect(found[0]?.detail).toMatch(/written over another than the one it was made from/)
  })

  it('one that refuses what is right', async () => {
    const found = await hazards((store) => ({
      save: async (id, previous, next, closing) =>
        previous === undefined && store.save(id, previous, next, closing),
    }))
    expect(namesOf(found)).toContain('compare-and-set')
    expect(found[0]?.detail).toMatch(/refused, although what it was made from was there/)
  })

  it('one that refuses a save and writes it all the same', async () => {
    const found = await hazards((store) => ({
      async save(id, previous, next, closing) {
        if (await store.save(id, previous, next, closing)) return true
        await store.save(id, (await store.read(id)).tokens, next)
        return false
      },
    }))
    expect(namesOf(found)).toContain('compare-and-set')
    expect(found[0]?.detail).toMatch(/refused changed the record/)
  })

  it('one that refuses a note and writes it all the same', async () => {
    const found = await hazards((store) => ({
      async swapNote(key, previous, next) {
        if (await store.swapNote(key, previous, next)) return true
        await store.swapNote(key, (await store.readNote(key)).value, next)
        return false
      },
    }))
    expect(namesOf(found)).toContain('compare-and-set')
    expect(found[0]?.detail).toMatch(/A note that was refused was written/)
  })

  it('one that gives a login in progress again after a while', async () => {
    let asked = 0
    const found = await hazards((store) => ({
      async takeAuthorization(key) {
        asked += 1
        return asked === 10 ? 'login' : store.takeAuthorization(key)
      },
    }))
    expect(namesOf(found)).toContain('take-once')
    expect(found[0]?.detail).toMatch(/that was taken could be taken again/)
  })

  it('one whose notes cannot be removed', async () => {
    const found = await hazards((store) => ({
      swapNote: async (key, previous, next) =>
        next !== undefined && (await store.swapNote(key, previous, next)),
    }))
    expect(namesOf(found)).toEqual(['clean-up'])
  })

  it('a clock that is behind the machine’s as well as one that is ahead', async () => {
    const [found] = await hazards((store) => ({
      wallClock: true,
      readNote: async (key) => ({ ...(await store.readNote(key)), now: Date.now() - 90_000 }),
    }))
    expect(found).toMatchObject({ check: 'clock', detail: expect.stringMatching(/90\.0 s ahead/) })
  })

  it.each([
    ['of ours, which says what it is', new StoreUnavailableError('The disk is full.'), 'The disk is full.'],
    ['that is none', 'a text', 'string'],
  ])('an error %s', async (_, thrown, said) => {
    const found = await hazards(() => ({ takeAuthorization: () => Promise.reject(thrown) }))
    const [{ detail } = { detail: '' }] = found.filter(({ check }) => check === 'take-once')
    expect(detail).toContain(said)
  })
})

it('the check of a store minds no slow one, and says how slow it is', async () => {
  let time = 0
  const clock = { ...systemClock, monotonic: () => (time += 25) }
  const store: TokenStore = { ...memoryStore(), durable: true }
  const checks = await checkStore({ store, clock, another: () => store })
  const latency = checks.find(({ check }) => check === 'latency')
  expect(String(latency?.detail)).toBe('A read takes 25 ms, a save 25 ms (medians of 7).')
})
