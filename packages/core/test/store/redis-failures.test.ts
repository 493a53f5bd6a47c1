import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import type { TokenStore } from '../../src/store/token-store.ts'
import { ann, long } from '../../src/testing/store-contract/samples.ts'
import { lossyLink } from '../support/lossy-link.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'
import { asked, outcomeOf } from './redis-asked.ts'

const unavailable = (code: string, message: RegExp, retryable = true) =>
  expect.objectContaining({
    name: 'StoreUnavailableError',
    code,
    retryable,
    message: expect.stringMatching(message),
  })

async function within<Answer>(limit: number, asked: Promise<Answer>): Promise<Answer> {
  const began = performance.now()
  const answer = await asked
  expect(performance.now() - began).toBeLessThan(limit)
  return answer
}

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  let store: TokenStore
  beforeAll(async () => {
    server = await startRedis()
  })
  beforeEach(async () => {
    // The test before may have failed while it was down.
    await server.start()
    await server.cli('flushall')
    store = redisStore(server.url, { timeout: 1000 })
  })
  afterEach(() => store.close())
  afterAll(() => server.stop())

  it('fails soon while Redis is down, whatever is asked, and works by itself once it is up', async () => {
    await server.kill()
    // The first use also loads the client.
    await outcomeOf(store.read('a:1'))
    for (const [name, ask] of Object.entries(asked(store))) {
      const error = await within(500, outcomeOf(ask()))
      expect(error, name).toEqual(unavailable('store_unavailable', /ECONNREFUSED/))
    }
    await server.start()
    expect((await store.read('a:1')).lease).toEqual({ state: 'free', fence: 0 })
  })

  it('never answers "absent" when Redis is killed, and has everything after a restart', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await store.acquire('a:1', ann, long)
    await store.writeHistory('a:1', 'events')
    await server.kill()
    for (const [name, ask] of Object.entries(asked(store))) {
      const error = await within(500, outcomeOf(ask()))
      expect(error, name).toEqual(
        unavailable('store_unavailable', /redis:\/\/127\.0\.0\.1:\d+\/0 cannot be reached/),
      )
    }
    await server.start()
    expect(await store.read('a:1')).toMatchObject({ tokens: 'tokens-1', lease: { owner: 'ann' } })
    expect(await store.readHistory('a:1')).toBe('events')
    // Also the scripts are known again.
    expect(await store.save('a:1', 'tokens-1', 'tokens-2', { fence: 1, note: {} })).toBe(true)
  })

  it('answers many callers at once after Redis was restarted', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await server.kill()
    await server.start()
    const answers = await Promise.all(Array.from({ length: 50 }, () => store.read('a:1')))
    expect(answers.every(({ tokens }) => tokens === 'tokens-1')).toBe(true)
  })

  it('starts from nothing when Redis was restarted without its data', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await server.kill()
    server.wipe()
    await server.start()
    expect((await store.read('a:1')).tokens).toBeUndefined()
    expect(await store.save('a:1', 'tokens-1', 'tokens-2')).toBe(false)
    expect(await store.save('a:1', undefined, 'tokens-2')).toBe(true)
  })

  it('gives up on a frozen Redis in time; what was asked may be applied when it goes on', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    server.freeze()
    try {
      const error = await within(1800, outcomeOf(store.save('a:1', 'tokens-1', 'tokens-2')))
      expect(error).toEqual(unavailable('store_timeout', /did not answer in time/))
      // By now, or in the middle of this, the connection counts as broken.
      expect(await within(1800, outcomeOf(store.read('a:1')))).toMatchObject({
        name: 'StoreUnavailableError',
        retryable: true,
      })
    } finally {
      server.thaw()
    }
    await expect.poll(async () => (await store.read('a:1')).tokens).toBe('tokens-2')
  })

  it('leaves a connection on which everything is lost, although much is written to it', async () => {
    const link = await lossyLink(Number(new URL(server.url).port))
    const through = redisStore(`redis://127.0.0.1:${link.port}`, { timeout: 1000 })
    await through.save('a:1', undefined, 'tokens-1')
    link.lose()
    try {
      // As in a process with many connections: there is always one who asks.
      const asking = setInterval(() => through.read('a:2').catch(() => {}), 50)
      const found = async () => (await through.read('a:1').catch(() => undefined))?.tokens
      await expect.poll(found, { timeout: 5_000, interval: 50 }).toBe('tokens-1')
      clearInterval(asking)
    } finally {
      await through.close()
      link.close()
    }
  })

  it('writes wholly or not at all when Redis is full', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await store.acquire('a:1', ann, long)
    const before = await store.read('a:1')
    await server.cli('config', 'set', 'maxmemory', '1')
    try {
      const {
        acquire,
        extend,
        withdraw,
        takeAuthorization,
        read,
        readNote,
        readHistory,
        list,
        removeHistory,
        removeNote,
        drop,
        ...writing
      } = asked(store)
      for (const [name, ask] of Object.entries(writing)) {
        expect(await outcomeOf(ask()), name).toEqual(unavailable('store_full', /maxmemory/))
      }
      expect(await store.save('a:1', 'tokens-0', 'tokens-x')).toBe(false)
      const { tokens, lease } = await store.read('a:1')
      expect({ tokens, lease }).toEqual({ tokens: before.tokens, lease: before.lease })
    } finally {
      await server.cli('config', 'set', 'maxmemory', '0')
    }
    expect(await store.save('a:1', 'tokens-1', 'tokens-2')).toBe(true)
  })

  it('says that a replica takes no writes', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await server.cli('replicaof', '127.0.0.1', '1')
    try {
      expect((await store.read('a:1')).tokens).toBe('tokens-1')
      for (const ask of [
        store.acquire('a:1', ann, long),
        store.save('a:1', 'tokens-1', 'tokens-2'),
        store.putAuthorization('state', 'verifier', long),
      ]) {
        expect(await outcomeOf(ask)).toEqual(unavailable('store_read_only', /primary/))
      }
    } finally {
      await server.cli('replicaof', 'no', 'one')
    }
  })

  it('says that Redis waits for its replicas, and writes nothing meanwhile', async () => {
    await server.cli('config', 'set', 'min-replicas-to-write', '1')
    try {
      const waits = unavailable('store_busy', /not ready.*NOREPLICAS/)
      expect(await outcomeOf(store.save('a:1', undefined, 'tokens-1'))).toEqual(waits)
      expect(await outcomeOf(store.writeHistory('a:1', 'events'))).toEqual(waits)
    } finally {
      await server.cli('config', 'set', 'min-replicas-to-write', '0')
    }
    expect((await store.read('a:1')).tokens).toBeUndefined()
  })

  it.each([
    ['a value of another program', ['set', 'oauth-tokens::connection:{a:1}', 'theirs']],
    ['a hash of another program', ['hset', 'oauth-tokens::connection:{a:1}', 'theirs', '1']],
    ['an unknown state', ['hset', 'oauth-tokens::connection:{a:1}', 'state', 'idle', 'fence', '1']],
    ['a fence that is no number', ['hset', 'oauth-tokens::connection:{a:1}', 'state', 'free', 'fence', 'x']],
    [
      'a holder that is no JSON',
      [
        'hset',
        'oauth-tokens::connection:{a:1}',
        'state',
        'held',
        'fence',
        '1',
        'until',
        '1',
        'holder',
        '{"ow',
      ],
    ],
    [
      'a deadline that is missing',
      ['hset', 'oauth-tokens::connection:{a:1}', 'state', 'held', 'fence', '1', 'holder', '{}'],
    ],
    [
      'an intent that is missing',
      [
        'hset',
        'oauth-tokens::connection:{a:1}',
        'state',
        'spending',
        'fence',
        '1',
        'until',
        '1',
        'holder',
        '{}',
      ],
    ],
  ])('never takes %s for a connection', async (_what, command) => {
    await server.cli(...command)
    const corrupt = unavailable('corrupt_record', /a:1/, false)
    expect(await outcomeOf(store.read('a:1'))).toEqual(corrupt)
    expect(await outcomeOf(store.acquire('a:1', ann, long))).toEqual(corrupt)
  })

  it('lists tokens whose lease is damaged, for those who do not ask for it', async () => {
    await store.save('a:1', undefined, 'tokens-1')
    await store.save('a:2', undefined, 'tokens-2')
    await server.cli('hset', 'oauth-tokens::connection:{a:1}', 'fence', 'x')
    const found = new Map<string, unknown>()
    for await (const row of store.list()) {
      found.set(row.tokens, await outcomeOf((async () => row.lease.state)()))
    }
    const corrupt = unavailable('corrupt_record', /a:1/, false)
    expect(found).toEqual(
      new Map<string, unknown>([
        ['tokens-1', corrupt],
        ['tokens-2', 'free'],
      ]),
    )
  })

  it('saves only where the record can be made whole', async () => {
    await server.cli('hset', 'oauth-tokens::connection:{a:1}', 'theirs', '1')
    const corrupt = { code: 'corrupt_record', connection: 'a:1' }
    expect(await outcomeOf(store.save('a:1', undefined, 'tokens'))).toMatchObject(corrupt)
    expect(await server.cli('hlen', 'oauth-tokens::connection:{a:1}')).toBe('1')
  })

  it('says that a note or a history was overwritten by another program', async () => {
    for (const kind of ['note', 'history', 'authorization']) {
      await server.cli('sadd', `oauth-tokens::${kind}:{x}`, 'theirs')
    }
    const corrupt = unavailable('corrupt_record', /another program|shared/, false)
    expect(await outcomeOf(store.readNote('x'))).toEqual(corrupt)
    expect(await outcomeOf(store.readHistory('x'))).toEqual(corrupt)
    expect(await outcomeOf(store.takeAuthorization('x'))).toEqual(corrupt)
  })
})
