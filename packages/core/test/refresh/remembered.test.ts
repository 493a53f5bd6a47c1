import { expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore, type TokenStore } from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

/** A store that can be away, and can be replaced by an empty one. */
function moodyStore(clock: ReturnType<typeof fakeClock>) {
  let behind = memoryStore(clock)
  const empty = () => {
    behind = memoryStore(clock)
  }
  const mood = { away: false, empty }
  const store = new Proxy(behind, {
    get: (_target, name: keyof TokenStore) => {
      const member = behind[name]
      if (typeof member !== 'function') return member
      return (...args: never[]) => {
        if (mood.away) throw new Error('away')
        return (behind[name] as (...args: never[]) => unknown)(...args)
      }
    },
  })
  return { mood, store }
}

async function house() {
  const clock = fakeClock()
  const { mood, store } = moodyStore(clock)
  const provider = fakeProvider()
  const encryptionKeys = [generateKey()]
  const manager = () => createTokenManager({ providers: [provider.adapter], store, clock, encryptionKeys })
  const tokens = manager()
  await tokens.import({
    provider: 'fake',
    account: 'shop',
    accessToken: 'imported',
    expiresIn: 3600,
    refreshToken: provider.current,
  })
  return { clock, mood, provider, tokens, manager }
}

it('I6: a store that lost everything is an unavailable store for those who knew the connection', async () => {
  const { clock, mood, tokens, manager } = await house()
  expect(await tokens.getAccessToken('fake:shop')).toBe('imported')
  mood.empty()
  expect(await tokens.getAccessToken('fake:shop')).toBe('imported')
  clock.advance(3_600_000)
  await expect(tokens.getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'StoreUnavailableError',
    code: 'connection_vanished',
  })
  await expect(manager().getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'ConnectionNotFoundError',
  })
})

it('I6: a connection that was forgotten is not found, whoever knew it', async () => {
  const { tokens, manager } = await house()
  await tokens.getAccessToken('fake:shop')
  await manager().forget('fake:shop')
  await expect(tokens.getAccessToken('fake:shop', { minTtl: '2h' })).rejects.toMatchObject({
    name: 'ConnectionNotFoundError',
  })
})

it('I1: a refusal that the store could not note is not asked for again by the process that heard it', async () => {
  const { clock, mood, provider, tokens } = await house()
  clock.advance(3_600_000)
  provider.script.push(() => {
    mood.away = true
    return {
      kind: 'refused',
      refusal: 'grant',
      code: 'invalid_grant',
      message: 'The refresh token is spent.',
    }
  })
  await expect(tokens.getAccessToken('fake:shop')).rejects.toMatchObject({ name: 'StoreUnavailableError' })
  mood.away = false
  clock.advance(60_000)
  await expect(tokens.getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'ReauthorizationRequiredError',
    code: 'invalid_grant',
  })
  expect((await tokens.connection('fake:shop')).status).toBe('reauthorization-required')
  expect(provider.sent).toHaveLength(1)
})
