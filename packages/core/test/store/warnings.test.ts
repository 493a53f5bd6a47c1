import { describe, expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore } from '../../src/index.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { asJson } from '../support/as-json.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { startRedis, withoutRedis } from '../support/services/redis.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

it('whoever keeps tokens alive is warned of a store that may lose them', async () => {
  const warned: string[] = []
  const store = {
    ...memoryStore(),
    warnings: async () => [{ detail: 'It may lose tokens.', advice: 'Correct it.' }],
  }
  const logger = { ...silent, warn: (line: string) => warned.push(line) }
  const tokens = createTokenManager({ providers: [fakeProvider().adapter], store, logger })
  tokens.autoRefresh()
  await tokens.close()
  expect(warned).toEqual(['It may lose tokens. Correct it.'])
})

it('a store that cannot tell its settings stops nobody', async () => {
  const store = { ...memoryStore(), warnings: () => Promise.reject(new Error('away')) }
  const tokens = createTokenManager({
    providers: [fakeProvider().adapter],
    store,
    encryptionKeys: [generateKey()],
  })
  const auto = tokens.autoRefresh()
  await auto.idle()
  await expect(tokens.close()).resolves.toBeUndefined()
})

describe.skipIf(withoutRedis())('on a real server', () => {
  it('a Redis without an append-only file, or that may evict, is warned of', async () => {
    const server = await startRedis()
    try {
      const store = redisStore(server.url)
      await server.cli('config', 'set', 'appendonly', 'no')
      await server.cli('config', 'set', 'maxmemory-policy', 'allkeys-lru')
      expect(asJson(await store.warnings?.())).toEqual([
        { detail: expect.stringMatching(/append-only file/), advice: 'Set appendonly yes.' },
        { detail: expect.stringMatching(/allkeys-lru/), advice: 'Set maxmemory-policy noeviction.' },
      ])
      await store.close()
    } finally {
      await server.stop()
    }
  })
})
