import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { ann, dead, long } from '../../src/testing/store-contract/samples.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  let store: TokenStore
  let other: TokenStore
  let heard: string[]
  const hears = (connection: string, timeout = 3000) =>
    expect.poll(() => heard.includes(connection), { timeout, interval: 5 }).toBe(true)
  beforeAll(async () => {
    server = await startRedis()
  })
  beforeEach(async () => {
    await server.cli('flushall')
    store = redisStore(server.url, { timeout: 1000 })
    other = redisStore(server.url, { timeout: 1000 })
    heard = []
    store.changes((connection) => heard.push(connection))
  })
  afterEach(async () => {
    await store.close()
    await other.close()
  })
  afterAll(() => server.stop())

  it('misses nothing that happens after its first read', async () => {
    await store.read('a:1')
    await other.save('a:1', undefined, 'tokens-1')
    await hears('a:1')
    expect(heard).toEqual(['a:1'])
  })

  it('tells of its own writes too: two managers may share a store', async () => {
    await store.read('a:1')
    const { fence = 0 } = await store.acquire('a:1', ann, long)
    await store.release('a:1', fence, { dead })
    await hears('a:1')
  })

  it('tells by a mark which tokens were saved, and by none of what else was changed', async () => {
    const marks: (string | undefined)[] = []
    store.changes((_connection, mark) => marks.push(mark))
    await store.read('a:1')
    await other.save('a:1', undefined, '{"sealed":"abcdefghijkl0123456789-_"}')
    await other.save(
      'a:1',
      '{"sealed":"abcdefghijkl0123456789-_"}',
      '{"tombstone":{"forgottenAt":1700000000000}}',
    )
    const { fence = 0 } = await other.acquire('a:1', ann, long)
    await other.release('a:1', fence, { dead })
    await vi.waitFor(() => expect(marks).toHaveLength(3))
    expect(marks).toEqual(['0123456789-_', undefined, undefined])
  })

  it('tells every listener, one that throws or not, and none that has gone', async () => {
    const extra: string[] = []
    const end = store.changes((connection) => extra.push(connection))
    await store.read('a:1')
    await other.save('a:1', undefined, 'tokens-1')
    await hears('a:1')
    expect(extra).toEqual(['a:1'])
    end()
    await other.save('a:2', undefined, 'tokens-1')
    await hears('a:2')
    expect(extra).toEqual(['a:1'])
  })

  it('keeps databases and namespaces apart', async () => {
    const others = [redisStore(`${server.url}/1`), redisStore(server.url, { namespace: 'theirs' })]
    await store.read('a:1')
    for (const apart of others) {
      await apart.save('a:apart', undefined, 'tokens')
      await apart.close()
    }
    await other.save('a:1', undefined, 'tokens-1')
    await hears('a:1')
    expect(heard).toEqual(['a:1'])
  })

  it('tells of every connection once the subscription is back, and then of changes again', async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `a:{${index}}%`)
    for (const name of names) await other.save(name, undefined, 'tokens')
    await store.read('a:1')
    await wait(50)
    heard.length = 0
    await server.cli('client', 'kill', 'type', 'pubsub')
    await expect.poll(() => heard.length, { timeout: 3000 }).toBe(1200)
    expect(heard.toSorted()).toEqual(names.toSorted())
    await other.save('a:after', undefined, 'tokens')
    await hears('a:after')
  })

  it('hears of what was changed while it could not listen, within a second of its return', async () => {
    await other.save('a:1', undefined, 'tokens-1')
    await store.read('a:1')
    await server.kill()
    await wait(300)
    heard.length = 0
    await server.start()
    await other.save('a:1', 'tokens-1', 'tokens-2')
    await hears('a:1', 1000)
  })

  it('begins to listen when Redis comes up later, and tells of everything then', async () => {
    await other.save('a:1', undefined, 'tokens-1')
    await server.kill()
    const late = redisStore(server.url, { timeout: 1000 })
    late.changes((connection) => heard.push(connection))
    await expect(late.read('a:1')).rejects.toMatchObject({ name: 'StoreUnavailableError' })
    heard.length = 0
    await server.start()
    await hears('a:1')
    await late.close()
  })

  it('notices a server that fell silent, and listens again when it goes on', async () => {
    let cut = 0
    store.changes(
      () => {},
      () => {
        cut += 1
      },
    )
    await store.read('a:1')
    server.freeze()
    try {
      await expect.poll(() => cut, { timeout: 3_000, interval: 20 }).toBeGreaterThan(0)
    } finally {
      server.thaw()
    }
    await other.read('a:1').catch(() => {})
    await other.save('a:1', undefined, 'tokens-1')
    await hears('a:1', 2000)
  })
})
