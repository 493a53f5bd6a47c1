import { expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

/** A refresh whose answer comes after somebody imported other tokens, its lease having lapsed meanwhile. */
async function overtaken(imported: string) {
  const clock = fakeClock()
  const provider = fakeProvider()
  const store = memoryStore(clock)
  const encryptionKeys = [generateKey()]
  const manager = () => createTokenManager({ providers: [provider.adapter], store, clock, encryptionKeys })
  const [slow, other] = [manager(), manager()]
  await slow.import({ provider: 'fake', account: 'shop', refreshToken: provider.current })
  provider.after = async () => {
    provider.after = async () => {}
    clock.advance(31_000)
    await other.import({
      provider: 'fake',
      account: 'shop',
      accessToken: 'imported',
      refreshToken: imported,
      expiresIn: 3600,
    })
  }
  const answer = await slow.getAccessToken('fake:shop')
  return { clock, provider, answer, other, store }
}

it('I3: a refresh that another import overtook hands out what is stored', async () => {
  const { answer, other } = await overtaken('imported-refresh')
  expect(answer).toBe('imported')
  expect(await other.getAccessToken('fake:shop')).toBe('imported')
})

it('I2: the overtaken set is tried before the connection is declared dead, and brings it back', async () => {
  const { clock, provider, other } = await overtaken('imported-refresh')
  clock.advance(3_600_000)
  expect(await other.getAccessToken('fake:shop')).toBe('access-3')
  expect(provider.sent).toEqual(['refresh-1', 'imported-refresh', 'refresh-2'])
  expect((await other.connection('fake:shop')).status).toBe('active')
})

it('I7: it is tried once: when it is refused too, the owner is asked', async () => {
  const { clock, provider, other } = await overtaken('imported-refresh')
  provider.current = 'elsewhere'
  clock.advance(3_600_000)
  await expect(other.getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'ReauthorizationRequiredError',
  })
  await expect(other.getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'ReauthorizationRequiredError',
  })
  expect(provider.sent).toEqual(['refresh-1', 'imported-refresh', 'refresh-2'])
})

it('is dropped by the next success, and never readable at rest', async () => {
  const { clock, provider, other, store } = await overtaken('imported-refresh')
  provider.current = 'imported-refresh'
  expect((await store.read('fake:shop')).tokens).not.toMatch(/refresh-2|access-2/)
  clock.advance(3_600_000)
  expect(await other.getAccessToken('fake:shop')).toBe('access-3')
  provider.current = 'elsewhere'
  clock.advance(3_600_000)
  await expect(other.getAccessToken('fake:shop')).rejects.toMatchObject({
    name: 'ReauthorizationRequiredError',
  })
  expect(provider.sent).not.toContain('refresh-2')
})
