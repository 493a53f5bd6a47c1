import { expect, it } from 'vitest'
import { createTokenManager, memoryStore, type TokenStore } from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'

it('I4: while changes cannot be told, memory is not believed: the store is asked, or the token is degraded', async () => {
  const clock = fakeClock()
  const { adapter, current } = fakeProvider()
  const plain = memoryStore(clock)
  let cut = () => {}
  let away = false
  let reads = 0
  const store: TokenStore = {
    ...plain,
    async read(connection) {
      reads += 1
      if (away) throw new Error('away')
      return plain.read(connection)
    },
    changes(_listener, interrupted = () => {}) {
      cut = interrupted
      return () => {}
    },
  }
  const tokens = createTokenManager({ providers: [adapter], store, clock })
  await tokens.import({
    provider: 'fake',
    account: 'shop',
    accessToken: 'a',
    refreshToken: current,
    expiresIn: 3600,
  })
  await tokens.getAccessToken('fake:shop')
  await new Promise(setImmediate)
  reads = 0
  await tokens.getAccessToken('fake:shop')
  expect(reads).toBe(0)

  cut()
  expect(await tokens.getTokenSet('fake:shop')).toMatchObject({ accessToken: 'a' })
  expect(reads).toBe(1)
  cut()
  away = true
  expect(await tokens.getTokenSet('fake:shop')).toMatchObject({ accessToken: 'a', degraded: true })
})
