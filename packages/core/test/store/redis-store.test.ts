import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { redisDurability } from '../../src/store/redis/redis-durability.ts'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { ann, intent, long } from '../../src/testing/store-contract/samples.ts'
import { asJson } from '../support/as-json.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

describe('without a server', () => {
  it('connects nothing before first use', () => {
    const store = redisStore('redis://user:secret@nowhere.invalid:1234/7')
    expect(store).toMatchObject({ guarantee: 'atomic', durable: true })
    expect(store.description).toBe('redis://nowhere.invalid:1234/7')
    expect(redisStore('rediss://[::1]').description).toBe('rediss://[::1]:6379/0')
  })

  it.each([
    'redis://us er:se%cret@[host',
    'redis://user:se%cret@host',
    'redis://user:secret@host/zero',
    'http://user:secret@host',
    'redis://',
    '',
  ])('refuses the URL %j without repeating it', (url) => {
    try {
      redisStore(url)
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ name: 'ConfigurationError', code: 'store_setting' })
      expect((error as Error).message).not.toMatch(/se%?cret|zero/)
    }
  })

  it('refuses a namespace that would break keys', () => {
    for (const namespace of ['', 'a{b', 'a*', 'a b']) {
      expect(() => redisStore('redis://host', { namespace })).toThrow(/namespace/)
    }
  })

  it('names the package that is missing, and how to get it', async () => {
    vi.resetModules()
    vi.doMock('@keyv/redis', () => {
      throw new Error("Cannot find package '@keyv/redis'")
    })
    const { redisStore: without } = await import('../../src/store/redis/redis-store.ts')
    const store = without('redis://127.0.0.1:1')
    await expect(store.read('a:1')).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_package',
    })
    await expect(store.read('a:1')).rejects.toThrow(/npm install @keyv\/redis/)
    await store.close()
    vi.doUnmock('@keyv/redis')
    vi.resetModules()
  })

  it('says that a host does not exist', async () => {
    const store = redisStore('redis://nowhere.invalid')
    await expect(store.read('a:1')).rejects.toMatchObject({ name: 'StoreUnavailableError', retryable: true })
    await store.close()
  })
})

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  /** Commands that clients sent, by name; what scripts call is not counted. */
  const commands = async () => {
    const stats = await server.cli('info', 'commandstats')
    return Object.fromEntries(
      [...stats.matchAll(/cmdstat_(evalsha|eval|getdel|get|set|hget|del|unlink):calls=(\d+)/g)].map(
        ([, name, calls]) => [name, Number(calls)],
      ),
    )
  }

  it('refreshes in three round trips', async () => {
    const store = redisStore(server.url, { namespace: 'trips' })
    const refresh = async (previous: string, next: string) => {
      const { fence = 0 } = await store.acquire('a:1', ann, long)
      expect(await store.spend('a:1', fence, previous, intent, long)).toBe(true)
      expect(await store.save('a:1', previous, next, { fence, note: { backoff: null } })).toBe(true)
    }
    await store.save('a:1', undefined, 'tokens-1')
    await refresh('tokens-1', 'tokens-2')
    await server.cli('config', 'resetstat')
    await refresh('tokens-2', 'tokens-3')
    const sent = await commands()
    expect(sent['evalsha']).toBe(3)
    expect(sent['eval']).toBeUndefined()
    expect(await store.read('a:1')).toMatchObject({ tokens: 'tokens-3', lease: { state: 'free', fence: 2 } })
    await store.close()
  })

  it('gives all records of a connection one hash tag, and keeps them without an end', async () => {
    const store = redisStore(server.url, { namespace: 'tags' })
    await store.save('a:{1}', undefined, 'tokens-1')
    await store.writeHistory('a:{1}', 'events')
    await store.swapNote('cool-down', undefined, 'note')
    await store.putAuthorization('state', 'verifier', 1500.5)
    const keys = (await server.cli('keys', 'tags::*')).split('\n').sort()
    expect(keys).toEqual([
      'tags::authorization:{state}',
      'tags::connection:{a:%7B1%7D}',
      'tags::history:{a:%7B1%7D}',
      'tags::note:{cool-down}',
    ])
    for (const key of keys.slice(1)) expect(await server.cli('pttl', key)).toBe('-1')
    expect(Number(await server.cli('pttl', keys[0]!))).toBeGreaterThan(1000)
    await store.close()
  })

  it('keeps what a newer version added to a record', async () => {
    const store = redisStore(server.url, { namespace: 'newer' })
    await store.save('a:1', undefined, 'tokens-1')
    await server.cli('hset', 'newer::connection:{a:1}', 'added', '{"list":[],"time":1750000000000}')
    const { fence = 0 } = await store.acquire('a:1', ann, long)
    await store.spend('a:1', fence, 'tokens-1', intent, long)
    await store.save('a:1', 'tokens-1', 'tokens-2', { fence, note: {} })
    expect(await server.cli('hget', 'newer::connection:{a:1}', 'added')).toBe(
      '{"list":[],"time":1750000000000}',
    )
    await store.close()
  })

  it('refuses text that Redis would keep as another', async () => {
    const store = redisStore(server.url)
    const refused = { name: 'ConfigurationError', code: 'unstorable_text' }
    await expect(store.save('a:1', undefined, 'half \ud83d')).rejects.toMatchObject(refused)
    await expect(store.read('a:\ud83d')).rejects.toMatchObject(refused)
    await expect(store.writeHistory('a:1', '\ud83d')).rejects.toMatchObject(refused)
    await store.close()
  })

  it('throws for everything after it was closed, and ends what is under way', async () => {
    const store = redisStore(server.url)
    await store.save('a:closing', undefined, 'tokens')
    const closed = { name: 'StoreUnavailableError', code: 'store_closed', retryable: false }
    server.freeze()
    const waiting = expect(store.read('a:closing')).rejects.toMatchObject(closed)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const began = performance.now()
    await store.close()
    await waiting
    expect(performance.now() - began).toBeLessThan(200)
    server.thaw()
    await expect(store.read('a:closing')).rejects.toMatchObject(closed)
    await expect(store.readHistory('a:closing')).rejects.toMatchObject(closed)
    await expect(store.list()[Symbol.asyncIterator]().next()).rejects.toMatchObject(closed)
  })

  it('leaves no connection open, also when it is closed while it connects', async () => {
    const store = redisStore(server.url)
    store.changes(() => {})
    const asked = store.read('a:1').catch(() => {})
    await store.close()
    await asked
    // One is the one that asks.
    await expect.poll(async () => (await server.cli('client', 'list')).split('\n').length).toBe(1)
  })

  it('warns of a disk that nobody waits for, and of replicas that nobody waits for', async () => {
    await server.cli('config', 'set', 'appendfsync', 'no')
    expect(asJson(await redisDurability(server.url))).toEqual([
      { detail: expect.stringMatching(/appendfsync no/), advice: expect.stringMatching(/appendfsync/) },
    ])
    await server.cli('config', 'set', 'appendfsync', 'everysec')
    const replica = await startRedis('--replicaof', '127.0.0.1', String(server.port))
    try {
      await expect
        .poll(async () => asJson(await redisDurability(server.url)), { timeout: 20_000 })
        .toEqual([
          {
            detail: expect.stringMatching(/replica/),
            advice: expect.stringMatching(/min-replicas-to-write 1/),
          },
        ])
      await server.cli('config', 'set', 'min-replicas-to-write', '1')
      expect(await redisDurability(server.url)).toEqual([])
    } finally {
      await replica.stop()
    }
  })

  it('warns of settings that may lose what was acknowledged', async () => {
    expect(await redisDurability(server.url)).toEqual([])
    await server.cli('config', 'set', 'appendonly', 'no')
    await server.cli('config', 'set', 'maxmemory-policy', 'allkeys-lru')
    expect(asJson(await redisDurability(server.url))).toEqual([
      { detail: expect.stringMatching(/append-only file/), advice: 'Set appendonly yes.' },
      { detail: expect.stringMatching(/allkeys-lru/), advice: 'Set maxmemory-policy noeviction.' },
    ])
    await server.cli('acl', 'setuser', 'reader', 'on', '>secret', '~*', '+@all', '-info')
    expect(asJson(await redisDurability(server.url.replace('//', '//reader:secret@')))).toEqual([
      expect.objectContaining({ detail: expect.stringMatching(/does not tell/) }),
    ])
    await server.kill()
    await expect(redisDurability(server.url)).rejects.toMatchObject({ name: 'StoreUnavailableError' })
  })
})
