import { describe, expect, it } from 'vitest'
import { createTokenManager, memoryStore } from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'

const id = 'fake:account-1'

async function loggedIn(overrides = {}) {
  const clock = fakeClock()
  const provider = fakeProvider(overrides)
  const store = memoryStore(clock)
  const make = () => createTokenManager({ providers: [provider.adapter], clock, store })
  const tokens = make()
  const { state } = await tokens.authorize('fake')
  const { connection } = await tokens.callback(`http://127.0.0.1:8910/callback?code=good-code&state=${state}`)
  return { clock, provider, tokens, connection, make, store }
}

describe('a connection from login to refreshed token', () => {
  it('gives the token of the login while it is fresh', async () => {
    const { tokens, provider, connection } = await loggedIn()
    expect(connection).toMatchObject({ id, status: 'active', label: 'Account One', generation: 1 })
    expect(await tokens.getAccessToken(id)).toBe('access-2')
    expect(provider.sent).toEqual([])
  })

  it('refreshes once for fifty callers when the token has expired', async () => {
    const { tokens, provider, clock } = await loggedIn()
    clock.advance(3_600_000)
    const answers = await Promise.all(Array.from({ length: 50 }, () => tokens.getAccessToken(id)))
    expect(new Set(answers)).toEqual(new Set(['access-3']))
    expect(provider.sent).toEqual(['refresh-2'])
    expect((await tokens.connection(id)).generation).toBe(2)
  })
})

describe('a function that finds the adapter', () => {
  it('is asked once by a crowd that wants one expired token', async () => {
    const clock = fakeClock()
    const provider = fakeProvider()
    let asked = 0
    const providers = async () => {
      asked += 1
      return provider.adapter
    }
    const tokens = createTokenManager({ providers, clock })
    await tokens.import({ provider: 'fake', account: 'account-1', refreshToken: 'refresh-1' })
    asked = 0
    await Promise.all(Array.from({ length: 1_000 }, () => tokens.getAccessToken(id)))
    expect(provider.sent).toHaveLength(1)
    expect(asked).toBe(1)
  })
})
