import { expect, it } from 'vitest'
import { boundedStore } from '../../src/store/bounded-store.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { ListedConnection } from '../../src/store/token-store.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { pass, turns } from '../support/turns.ts'

/** A store whose list comes in pages of two, each after as long as the test says. */
function house(between: () => Promise<void>) {
  const clock = fakeClock()
  const ends: string[] = []
  const store = boundedStore(
    {
      ...memoryStore(clock),
      async *list() {
        try {
          for (const id of ['a:1', 'a:2', 'a:3', 'a:4']) {
            if (id === 'a:1' || id === 'a:3') await between()
            yield { id } as ListedConnection
          }
        } finally {
          ends.push('ended')
        }
      },
    },
    clock,
    2_000,
    { close: true },
  )
  const found: string[] = []
  const listing = (async () => {
    for await (const { id } of store.list()) found.push(id)
  })().catch((error: unknown) => error)
  return { clock, store, found, listing, ends }
}

it('a list may take as long as it likes, if no page takes longer than it may', async () => {
  const gates: (() => void)[] = []
  const { clock, found, listing } = house(() => new Promise((resolve) => gates.push(resolve)))
  await pass(clock, 1_900)
  gates.shift()?.()
  await pass(clock, 1_900)
  expect(found).toEqual(['a:1', 'a:2'])
  gates.shift()?.()
  expect(await listing).toBeUndefined()
  expect(found).toEqual(['a:1', 'a:2', 'a:3', 'a:4'])
})

it('a page that does not come ends the list with an error, and never as a shorter list', async () => {
  let pages = 0
  const { clock, found, listing } = house(() => (++pages === 1 ? Promise.resolve() : new Promise(() => {})))
  await turns()
  await pass(clock, 1_999)
  expect(found).toEqual(['a:1', 'a:2'])
  await pass(clock, 1_000)
  expect(await listing).toMatchObject({ name: 'StoreUnavailableError', code: 'store_timeout' })
})

it('a failure of the list is one of our errors', async () => {
  const { listing } = house(() => Promise.reject(new TypeError('secret')))
  expect(await listing).toMatchObject({ name: 'StoreUnavailableError', cause: { name: 'TypeError' } })
  expect(JSON.stringify(await listing)).not.toContain('secret')
})

it('whoever has enough ends the reading too, and leaves no timer', async () => {
  const { store, ends, listing, clock } = house(async () => {})
  await listing
  for await (const { id } of store.list()) if (id === 'a:2') break
  expect(ends).toEqual(['ended', 'ended'])
  await pass(clock, 10_000)
})
