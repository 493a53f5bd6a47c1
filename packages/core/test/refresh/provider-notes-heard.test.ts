import { expect, it } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import type { ProviderNote } from '../../src/refresh/provider-note.ts'
import { providerNotes } from '../../src/refresh/provider-notes.ts'
import { fakeClock } from '../../src/testing/index.ts'

const held: ProviderNote = {
  coolDown: { failures: 3, since: 0, until: 9_000, reason: 'throttled', code: 'http_429' },
}

it('what a process heard, and the store says already, holds it back no longer than the store says it', async () => {
  const clock = fakeClock()
  const store = memoryStore(clock)
  const notes = providerNotes(store, clock)
  await store.swapNote('one', undefined, JSON.stringify(held))
  await notes.hear('one', ({ coolDown }) => (coolDown ? undefined : held), 0)
  await store.swapNote('one', JSON.stringify(held), '{}')
  clock.advance(1_000)
  expect((await notes.read('one')).note).toEqual({})
})

it('what a process heard, and could not tell a store that changes with every look, it remembers', async () => {
  const clock = fakeClock()
  const notes = providerNotes({ ...memoryStore(clock), swapNote: async () => false }, clock)
  await notes.hear('one', () => held, 0)
  expect(notes.remembered('one')).toEqual(held)
  expect((await notes.read('one')).note).toEqual(held)
})
