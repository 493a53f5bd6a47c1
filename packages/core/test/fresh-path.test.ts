import { describe, expect, it, vi } from 'vitest'
import type { Cipher } from '../src/index.ts'
import { plainCipher } from './support/plain-cipher.ts'
import { failingStore } from './support/tampered.ts'
import { turns } from './support/turns.ts'
import { id, loggedIn } from './support/world.ts'

async function watched() {
  const made = await loggedIn()
  const { store, calls } = failingStore(made.store)
  const find = vi.spyOn(made.rescue, 'find')
  const tokens = made.manager({ store })
  await tokens.getAccessToken(id)
  await turns()
  expect(calls).toContain('read')
  calls.length = 0
  find.mockClear()
  const open = vi.spyOn(plainCipher as Cipher, 'open')
  return { ...made, tokens, calls, find, open }
}

describe('a fresh token', () => {
  it('is answered from memory: no store, no lease, no cipher, no rescue folder, no provider', async () => {
    const { tokens, calls, find, open, provider } = await watched()
    for (let count = 0; count < 100; count++) {
      expect(await tokens.getAccessToken(id)).toBe('access-2')
      expect((await tokens.getTokenSet(id)).accessToken).toBe('access-2')
      expect(await tokens.getAccessToken(id, { minTtl: '5m', rejected: 'an older one' })).toBe('access-2')
    }
    await turns()
    expect([calls, find.mock.calls, open.mock.calls, provider.sent]).toEqual([[], [], [], []])
    open.mockRestore()
  })

  it('is fresh up to its margin and not a millisecond longer', async () => {
    const { tokens, calls, clock, open } = await watched()
    clock.advance(3_240_000 - 1)
    expect(await tokens.getAccessToken(id)).toBe('access-2')
    expect(calls).toEqual([])
    clock.advance(1)
    expect(await tokens.getAccessToken(id)).toBe('access-3')
    expect(calls).toContain('acquire')
    open.mockRestore()
  })

  it('is not kept for more connections than were allowed', async () => {
    const { manager, store } = await loggedIn()
    const faulty = failingStore(store)
    const tokens = manager({ store: faulty.store, cacheSize: 1 })
    await tokens.import({ provider: 'fake', account: 'account-2', accessToken: 'other', expiresIn: 3600 })
    await tokens.getAccessToken(id)
    await tokens.getAccessToken('fake:account-2')
    faulty.calls.length = 0
    await tokens.getAccessToken('fake:account-2')
    expect(faulty.calls).toEqual([])
    await tokens.getAccessToken(id)
    expect(faulty.calls).toContain('read')
  })
})
