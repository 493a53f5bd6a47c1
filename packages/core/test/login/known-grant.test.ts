import { expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../../src/index.ts'
import { fakeClock } from '../../src/testing/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'

function house(overrides = {}) {
  const clock = fakeClock()
  const provider = fakeProvider(overrides)
  const store = memoryStore(clock)
  const keys = [generateKey()]
  const manager = (encryptionKeys = keys) =>
    createTokenManager({ providers: [provider.adapter], store, clock, encryptionKeys })
  const backup = { provider: 'fake', account: 'shop', refreshToken: provider.current }
  return { provider, manager, backup, keys, store }
}

it('refuses an old backup: its refresh token is spent, and what is stored is newer', async () => {
  const { provider, manager, backup } = house()
  const tokens = manager()
  await tokens.import(backup)
  const accessToken = await tokens.getAccessToken('fake:shop')
  await expect(tokens.import(backup)).rejects.toMatchObject({
    name: 'ConfigurationError',
    code: 'refresh_token_spent',
  })
  expect(await tokens.getAccessToken('fake:shop')).toBe(accessToken)
  expect(provider.sent).toEqual(['refresh-1'])
})

it('remembers the last twenty, over logins and imports, and under a new key', async () => {
  const { provider, manager, backup, keys } = house()
  const tokens = manager()
  await tokens.import(backup)
  const spent: string[] = []
  for (let generation = 0; generation < 22; generation++) {
    spent.push(provider.current)
    await tokens.refresh('fake:shop')
  }
  await tokens.import({ ...backup, refreshToken: provider.current, accessToken: 'same grant' })
  const rotated = manager([generateKey(), ...keys])
  for (const refreshToken of spent.slice(-20)) {
    await expect(rotated.import({ ...backup, refreshToken })).rejects.toMatchObject({
      code: 'refresh_token_spent',
    })
  }
  await expect(rotated.import({ ...backup, refreshToken: spent[0] ?? '' })).resolves.toBeDefined()
})

it('takes it all the same when forced', async () => {
  const { manager, backup } = house()
  const tokens = manager()
  await tokens.import(backup)
  await tokens.refresh('fake:shop')
  await expect(tokens.import(backup, { force: true })).resolves.toMatchObject({ id: 'fake:shop' })
})

it('refuses one grant under two names, until the first is forgotten', async () => {
  const { manager, backup } = house()
  const tokens = manager()
  await tokens.import(backup)
  const other = { ...backup, account: 'other-name' }
  await expect(tokens.import(other)).rejects.toMatchObject({
    code: 'grant_in_use',
    message: expect.stringContaining('fake:shop'),
  })
  await expect(tokens.import(backup)).resolves.toBeDefined()
  await tokens.forget('fake:shop')
  await expect(tokens.import(other)).resolves.toMatchObject({ id: 'fake:other-name' })
})

it('lets a reusable refresh token be imported again', async () => {
  const { manager, backup } = house({ refreshTokens: 'reusable' })
  const tokens = manager()
  await tokens.import(backup)
  await tokens.refresh('fake:shop')
  await expect(tokens.import(backup)).resolves.toBeDefined()
  await expect(tokens.import({ ...backup, account: 'other-name' })).resolves.toBeDefined()
})

it('keeps no refresh token in clear for that', async () => {
  const { manager, backup, store } = house()
  const tokens = manager()
  await tokens.import(backup)
  await tokens.refresh('fake:shop')
  const { tokens: stored } = await store.read('fake:shop')
  expect(stored).toContain('"spent"')
  expect(stored).not.toContain(backup.refreshToken)
})
