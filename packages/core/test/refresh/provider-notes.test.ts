import { describe, expect, it } from 'vitest'
import { memoryStore, type TokenStore } from '../../src/index.ts'
import type { ProviderNote } from '../../src/refresh/provider-note.ts'
import { providerNotes } from '../../src/refresh/provider-notes.ts'
import { fakeClock } from '../../src/testing/index.ts'

const held: ProviderNote = {
  coolDown: { failures: 3, since: 0, until: 9_000, reason: 'throttled', code: 'http_429' },
}

/** Notes on a store that counts how often it is asked, and what is remembered of them. */
function house(overrides: Partial<TokenStore> = {}) {
  const clock = fakeClock()
  const store = memoryStore(clock)
  const asked: string[] = []
  const readNote: TokenStore['readNote'] = (key) => {
    asked.push(key)
    return store.readNote(key)
  }
  return { clock, store, asked, notes: providerNotes({ ...store, readNote, ...overrides }, clock) }
}

describe('a note that was read', () => {
  it('is believed for less than a second, however long the process runs', async () => {
    const { clock, asked, notes } = house()
    clock.advance(600)
    await notes.read('one')
    clock.advance(999)
    await notes.read('one')
    expect(asked).toHaveLength(1)
    clock.advance(1)
    await notes.read('one')
    expect(asked).toHaveLength(2)
  })

  it('makes room for the thousand that came after it', async () => {
    const { store, notes } = house()
    await store.swapNote('first', undefined, JSON.stringify(held))
    await notes.read('first')
    for (let other = 1; other < 1_000; other++) await notes.read(`other-${other}`)
    expect(notes.remembered('first')).toEqual(held)
    await notes.read('one too many')
    expect(notes.remembered('first')).toEqual({})
  })
})

describe('what this process heard', () => {
  it('is told also of a client of which nothing was read', async () => {
    const { store, notes } = house()
    const before: ProviderNote[] = []
    const change = (note: ProviderNote) => {
      before.push(note)
      return held
    }
    await notes.hear('one', change, 0)
    expect(before).toEqual([{}, {}])
    expect((await store.readNote('one')).value).toBe(JSON.stringify(held))
  })

  it('is added to what is remembered', async () => {
    const { store, notes } = house()
    await store.swapNote('one', undefined, JSON.stringify(held))
    await notes.read('one')
    const before: ProviderNote[] = []
    await notes.hear('one', (note) => void before.push(note), 0)
    expect(before).toEqual([held, held])
  })

  it('is told ten times to a store that changes with every look, and no more', async () => {
    let swaps = 0
    const swapNote = async () => {
      swaps += 1
      return false
    }
    const { notes } = house({ swapNote })
    await notes.hear('one', () => held, 0)
    expect(swaps).toBe(10)
  })
})
