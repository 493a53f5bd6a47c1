import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../src/index.ts'
import { fakeClock } from '../src/testing/index.ts'
import { fakeProvider } from './support/fake-provider.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A connection whose token has expired, on a store that takes no save any more. */
async function house() {
  const clock = fakeClock()
  const provider = fakeProvider()
  const store = memoryStore(clock)
  const rescueDir = mkdtempSync(join(tmpdir(), 'oauth-tokens-closing-'))
  folders.push(rescueDir)
  const encryptionKeys = [generateKey()]
  const manager = (over = store) =>
    createTokenManager({ providers: [provider.adapter], store: over, clock, rescueDir, encryptionKeys })
  await manager().import({ provider: 'fake', account: 'shop', refreshToken: provider.current })
  const full = { ...store, save: () => Promise.reject(new Error('full')) }
  return { clock, provider, manager, full, rescueDir }
}

// Shorter than close() would wait for a set that only this process has.
it('does not wait for a store that takes nothing when the rescue folder has the tokens', async () => {
  const { clock, manager, full, rescueDir } = await house()
  const tokens = manager(full)
  const accessToken = await tokens.getAccessToken('fake:shop')
  await tokens.close()
  expect(readdirSync(rescueDir)).toHaveLength(1)
  // Its lease lapses: the process is gone.
  clock.advance(31_000)
  expect(await manager().getAccessToken('fake:shop')).toBe(accessToken)
  expect(readdirSync(rescueDir)).toHaveLength(0)
}, 5_000)

it('tells once that a connection is degraded, and again after it was well', async () => {
  const { clock, provider, manager } = await house()
  const tokens = manager()
  await tokens.getAccessToken('fake:shop')
  const told: string[] = []
  tokens.on('degraded', ({ cause }) => told.push(cause?.code ?? ''))
  const unreachable = () => ({ kind: 'not-sent', cause: { name: 'Error', code: 'ECONNREFUSED' } }) as const
  const callInItsLastMinutes = async () => {
    clock.advance(3_400_000)
    provider.script.push(unreachable)
    for (let call = 0; call < 3; call++) {
      expect(await tokens.getTokenSet('fake:shop')).toMatchObject({ degraded: true })
    }
  }
  await callInItsLastMinutes()
  expect(told).toHaveLength(1)
  clock.advance(60_000)
  expect(await tokens.getTokenSet('fake:shop')).not.toHaveProperty('degraded')
  await callInItsLastMinutes()
  expect(told).toHaveLength(2)
})
