import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenManager, generateKey, jweCipher, memoryStore, type TokenStore } from '../../src/index.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { decodeRecord } from '../../src/tokens/token-record.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'
import { manyAccounts } from './many-accounts.ts'

const accounts = Array.from({ length: 24 }, (_, index) => `a${index}`)

/** Three managers with stores of their own, on the same data; keys are rolled while two of them refresh. */
async function storm(open: () => TokenStore): Promise<void> {
  const provider = manyAccounts()
  const [old, present] = [generateKey(), generateKey()]
  const stores: TokenStore[] = []
  const manager = (...encryptionKeys: string[]) => {
    const store = open()
    stores.push(store)
    return createTokenManager({ store, providers: [provider.adapter], encryptionKeys, rescueDir: false })
  }
  // Rolled out by the book: known everywhere before it is anywhere the first.
  const before = manager(old, present)
  const after = manager(present, old)
  const keeper = manager(present, old)
  for (const account of accounts) {
    await before.import({
      provider: 'fake',
      account,
      refreshToken: provider.tokenOf(account),
      accessToken: 'a',
    })
  }
  const generations = new Map<string, number>()
  const refresh = async (account: string, tokens: typeof before) => {
    const { generation } = await tokens.refresh(`fake:${account}`)
    expect(generation).toBeGreaterThanOrEqual(generations.get(account) ?? 1)
    generations.set(account, generation)
  }
  let rolling = true
  const rounds = async () => {
    for (let round = 0; rolling || round < 2; round++) {
      await Promise.all(accounts.flatMap((account) => [refresh(account, before), refresh(account, after)]))
    }
  }
  const refreshing = rounds()
  for (let run = 0; run < 3; run++) expect((await keeper.rotateKeys()).failed).toEqual([])
  rolling = false
  await refreshing
  await before.close()

  const { failed, reencrypted, already } = await keeper.rotateKeys()
  expect(failed).toEqual([])
  expect(reencrypted + already).toBe(accounts.length)
  expect((await keeper.keysInUse()).map(({ connections }) => connections)).toEqual([accounts.length, 0])

  // The old key is gone, and everything is there.
  const heir = manager(present)
  for (const account of accounts) {
    const { tokens = '' } = (await stores.at(-1)?.read(`fake:${account}`)) ?? {}
    const { facts, secrets } = await decodeRecord(tokens, jweCipher([present]), `fake:${account}`)
    expect(secrets.refreshToken).toBe(provider.tokenOf(account))
    expect(facts.generation).toBe(1 + provider.redemptions(account))
    await heir.refresh(`fake:${account}`)
  }
  expect(provider.refused).toEqual([])
  for (const tokens of [after, keeper, heir]) await tokens.close()
  for (const store of stores) await store.close()
}

describe('keys are rotated while refreshes run, and no token is lost or spent twice:', () => {
  it('memory', async () => {
    const store = memoryStore()
    await storm(() => store)
  })

  it('the embedded store', async () => {
    const folder = temporaryFolder()
    await storm(() => fileStore(folder))
  })

  describe.skipIf(withoutRedis())('a real server', () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())

    it('Redis', () => storm(() => redisStore(server.url)))
  })
})
