import { expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../../src/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { failingStore } from '../support/tampered.ts'
import { turns } from '../support/turns.ts'

const id = 'fake:1'

async function due() {
  const plain = memoryStore()
  const { store, calls } = failingStore(plain)
  const provider = fakeProvider({ refreshTokens: 'reusable' })
  const tokens = createTokenManager({
    store,
    providers: [provider.adapter],
    encryptionKeys: [generateKey()],
    rescueDir: false,
  })
  const account = { provider: 'fake', account: '1', refreshToken: 'refresh-1' }
  await tokens.import({ ...account, accessToken: 'ended', expiresIn: 1, issuedAt: new Date(0) })
  await turns(10)
  calls.length = 0
  return { tokens, calls, plain }
}

it('takes three steps of the store for a refresh in the background, its history and its own echo included', async () => {
  const { tokens, calls } = await due()
  await tokens.autoRefresh().idle()
  await turns(50)
  // After its first refresh a process looks once for what came before it listened.
  expect(calls).toEqual(['acquire', 'spend', 'save', 'read'])
  expect(await tokens.history(id)).toMatchObject([
    { action: 'import' },
    { action: 'refresh', why: 'due', outcome: 'issued', generation: 2 },
  ])
  await tokens.close()
})

it('takes one look more for somebody who waits', async () => {
  const { tokens, calls } = await due()
  await tokens.getAccessToken(id)
  await turns(50)
  // The last one is for what came before this process listened.
  expect(calls).toEqual(['read', 'acquire', 'spend', 'save', 'read'])
  calls.length = 0
  await tokens.refresh(id)
  await turns(50)
  expect(calls).toEqual(['read', 'acquire', 'spend', 'save'])
  await tokens.close()
})

it('reads what another process saved', async () => {
  const { tokens, calls, plain } = await due()
  await tokens.getAccessToken(id)
  await turns(50)
  calls.length = 0
  const { tokens: stored = '' } = await plain.read(id)
  await plain.save(id, stored, stored.replace(/.{14}$/, 'aaaaaaaaaaaa"}'))
  await turns(50)
  expect(calls).toEqual(['read'])
  await tokens.close()
})
