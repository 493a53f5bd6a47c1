import { join } from 'node:path'
import { Keyv } from 'keyv'
import { expect, it } from 'vitest'
import { createTokenManager, generateKey, type TokenStore } from '../../src/index.ts'
import { fileStore } from '../../src/store/file/file-store.ts'
import { keyvStore } from '../../src/store/keyv.ts'
import { postgresStore } from '../../src/store/postgres/postgres-store.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { runSql } from '../store/child.ts'
import { temporaryFolder } from '../store/temporary-folder.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { postgresMissing, postgresServer } from '../support/services/postgres.ts'
import { startRedis, withoutRedis } from '../support/services/redis.ts'
import { failure, id, logIn } from '../support/world.ts'

interface Damaged {
  store: TokenStore
  /** Spoils the lease of the only connection. */
  damage(): Promise<void>
  end?(): Promise<void>
}

async function damagedFile(): Promise<Damaged> {
  const folder = temporaryFolder()
  const sql = `UPDATE connections SET lease = '{"state":"idle"}'`
  return { store: fileStore(folder), damage: async () => runSql(join(folder, 'tokens.db'), sql) }
}

async function damagedKeyv(): Promise<Damaged> {
  const keyv = new Keyv()
  const key = `connection/${encodeURIComponent(id)}`
  return {
    store: keyvStore(keyv),
    async damage() {
      const { value } = JSON.parse((await keyv.get<string>(key)) ?? '{}')
      await keyv.set(key, JSON.stringify({ key, value: { ...value, lease: {} } }))
    },
  }
}

async function damagedPostgres(): Promise<Damaged> {
  const server = await postgresServer()
  const schema = server.schema()
  return {
    store: postgresStore(server.url(), { schema }),
    damage: async () => void (await server.admin(`UPDATE ${schema}.connections SET lease = '{}'`)),
    end: () => server.remove(),
  }
}

async function damagedRedis(): Promise<Damaged> {
  const server = await startRedis()
  return {
    store: redisStore(server.url),
    damage: async () => void (await server.cli('hset', `oauth-tokens::connection:{${id}}`, 'fence', 'x')),
    end: () => server.stop(),
  }
}

it.each([
  ['embedded', damagedFile, false],
  ['Keyv', damagedKeyv, false],
  ['PostgreSQL', damagedPostgres, Boolean(postgresMissing)],
  ['Redis', damagedRedis, Boolean(withoutRedis())],
])(
  'a connection whose lease is damaged can be forgotten: %s store',
  async (_name, open, missing) => {
    if (missing) return
    const { store, damage, end } = await open()
    const tokens = createTokenManager({
      store,
      encryptionKeys: [generateKey()],
      providers: [fakeProvider().adapter],
      allowBestEffort: true,
      rescueDir: false,
    })
    try {
      await logIn(tokens)
      await damage()
      const corrupt = { name: 'StoreUnavailableError', code: 'corrupt_record', retryable: false }
      expect(await failure(tokens.refresh(id))).toMatchObject(corrupt)
      const only = { lineage: 'any', generation: 1 }
      // Whether that set is the newest cannot be told.
      expect(await failure(tokens.forget(id, { only }))).toMatchObject(corrupt)

      await tokens.forget(id)
      expect(await failure(tokens.getAccessToken(id))).toMatchObject({ name: 'ConnectionNotFoundError' })
      expect((await store.read(id)).tokens).toMatch(/tombstone/)
      await logIn(tokens)
      expect(await tokens.getAccessToken(id)).toBe('access-3')
    } finally {
      await tokens.close()
      await store.close()
      await end?.()
    }
  },
  60_000,
)
