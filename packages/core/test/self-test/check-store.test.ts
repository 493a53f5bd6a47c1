import { Keyv } from 'keyv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenManager, generateKey, memoryStore, type TokenStore } from '../../src/index.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { asJson, type StoreCheckJson } from '../support/as-json.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { postgresMissing, postgresServer } from '../support/services/postgres.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

const names = ['reachable', 'read-back', 'compare-and-set', 'lease', 'take-once', 'changes', 'errors']
const facts = ['guarantee', 'durability', 'clock', 'latency', 'clean-up']

/** Checks a store as `doctor` would, and answers what it said by name. */
async function checked(store: string | Keyv | TokenStore): Promise<Map<string, StoreCheckJson>> {
  const tokens = createTokenManager({
    store,
    providers: [fakeProvider().adapter],
    encryptionKeys: [generateKey()],
    rescueDir: false,
    allowBestEffort: true,
  })
  try {
    const checks = asJson<StoreCheckJson[]>(await tokens.checkStore())
    const listed: string[] = []
    for await (const { id } of tokens.connections()) listed.push(id)
    expect(listed).toEqual([])
    expect(checks.map(({ check }) => check)).toEqual([...names, ...facts])
    return new Map(checks.map((check) => [check.check, check]))
  } finally {
    await tokens.close()
  }
}

function wrong(checks: Map<string, StoreCheckJson>): string[] {
  return [...checks.values()].filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`)
}

async function everything(store: TokenStore): Promise<string[]> {
  const found: string[] = []
  for await (const { id } of store.list()) found.push(id)
  await store.close()
  return found
}

describe('a good store passes, and nothing of the test is left:', () => {
  it('memory, which says that it is gone with the process', async () => {
    const store = memoryStore()
    const checks = await checked(store)
    expect(wrong(checks)).toEqual([expect.stringMatching(/^durability: .*gone with this process/)])
    expect(checks.get('durability')?.advice).toMatch(/file:/)
    expect(checks.get('errors')?.detail).toMatch(/^Not tried/)
    expect(await everything(store)).toEqual([])
  })

  it('the embedded store', async () => {
    const folder = temporaryFolder()
    const checks = await checked(`file:${folder}`)
    expect(wrong(checks)).toEqual([])
    expect(checks.get('changes')?.detail).toMatch(/to another connection/)
    expect(checks.get('latency')?.detail).toMatch(/read takes [\d.]+ ms, a save [\d.]+ ms/)
    expect(await everything(fileStore(folder))).toEqual([])
  })

  it('a Keyv, which says that it keeps no two processes apart', async () => {
    const map = new Map<string, string>()
    const checks = await checked(new Keyv({ store: map }))
    expect(wrong(checks)).toEqual([
      expect.stringMatching(/^guarantee: .*best-effort/),
      expect.stringMatching(/^durability/),
    ])
    expect([...map.keys()]).toEqual(['keyv:connections'])
    expect(map.get('keyv:connections')).not.toContain('check')
  })

  describe.skipIf(withoutRedis())('Redis', () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis('--maxmemory-policy', 'noeviction')
    })
    afterAll(() => server.stop())

    it('and no key of it', async () => {
      const checks = await checked(server.url)
      expect(wrong(checks)).toEqual([])
      expect(checks.get('clock')?.detail).toMatch(/^The clock of this machine is 0\.\d s/)
      expect(await server.cli('keys', '*')).toBe('')
    })

    it('with each setting that may lose tokens told, and what to set', async () => {
      await server.cli('config', 'set', 'maxmemory-policy', 'allkeys-lru')
      const durability = (await checked(server.url)).get('durability')
      expect(durability).toMatchObject({ ok: false, advice: 'Set maxmemory-policy noeviction.' })
    })

    it('and is told from one that cannot be reached', async () => {
      await server.kill()
      const tokens = createTokenManager({
        store: redisStore(server.url),
        providers: [],
        encryptionKeys: [generateKey()],
      })
      expect(asJson(await tokens.checkStore())).toEqual([
        {
          check: 'reachable',
          ok: false,
          detail: expect.stringContaining(server.url),
          advice: expect.any(String),
        },
      ])
      await tokens.close()
    })
  })

  it.skipIf(postgresMissing)(
    'PostgreSQL, and no row of it; that this one waits for no disk is told',
    async () => {
      const server = await postgresServer()
      try {
        const checks = await checked(server.url())
        expect(wrong(checks)).toEqual([expect.stringMatching(/^durability: .*fsync off/)])
        expect(checks.get('durability')?.advice).toBe('Set fsync on.')
        expect(await everything(postgresStore(server.url()))).toEqual([])
      } finally {
        await server.remove()
      }
    },
  )
})
