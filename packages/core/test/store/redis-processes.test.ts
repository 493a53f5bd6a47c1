import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'
import { ended, message, start } from './child.ts'
import { redisModule } from './redis-module.ts'

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  let module: string
  beforeAll(async () => {
    server = await startRedis()
    module = redisModule
  })
  beforeEach(() => server.cli('flushall').then(() => {}))
  afterAll(() => server.stop())

  it('loses no update of four processes that count to 800 together', async () => {
    const children = Array.from({ length: 4 }, () => start('redis-count.mjs', module, server.url, '200'))
    for (const child of children) child.send('go')
    expect(await Promise.all(children.map(ended))).toEqual([0, 0, 0, 0])
    const store = redisStore(server.url)
    expect((await store.read('a:1')).tokens).toBe('800')
    await store.close()
  })

  it('keeps no process alive that forgot to close it, and ends none that waits', async () => {
    const store = redisStore(server.url)
    expect(await ended(start('redis-leave-open.mjs', module, server.url))).toBe(0)
    expect((await store.read('a:left-open')).tokens).toBe('tokens')
    await store.close()
  })

  it('ends a process that waits for a frozen server with an error, not in silence', async () => {
    server.freeze()
    const child = start('redis-leave-open.mjs', module, server.url)
    // 13 would be "nothing left to wait for".
    expect(await ended(child)).toBe(1)
    server.thaw()
  })

  it('tells another process within a second, also after Redis was killed and came back', async () => {
    const store = redisStore(server.url)
    const child = start('redis-listen.mjs', module, server.url)
    await message(child)
    const heard = new Map<string, number>()
    child.on('message', ({ connection }: { connection: string }) => heard.set(connection, performance.now()))
    const hears = async (connection: string, after: number) => {
      await expect.poll(() => heard.has(connection), { timeout: 3000, interval: 5 }).toBe(true)
      return heard.get(connection)! - after
    }
    const first = performance.now()
    await store.save('a:1', undefined, 'tokens-1')
    expect(await hears('a:1', first)).toBeLessThan(1000)

    await server.kill()
    await server.start()
    heard.clear()
    // Nobody may have been subscribed yet when this was published.
    const saved = performance.now()
    await store.save('a:2', undefined, 'tokens-1')
    expect(await hears('a:2', saved)).toBeLessThan(1000)
    await store.close()
  })
})
