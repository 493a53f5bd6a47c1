import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'
import { asked, outcomeOf } from './redis-asked.ts'

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  it('fails with what an operation failed with, and nothing of what was sent', async () => {
    await server.cli(
      'acl',
      'setuser',
      'limited',
      'on',
      '>pass-word',
      '~*',
      '+@all',
      '-evalsha',
      '-eval',
      '-getdel',
    )
    const limited = redisStore(server.url.replace('//', '//limited:pass-word@'))
    for (const ask of [limited.save('a:1', undefined, 'SECRET'), limited.takeAuthorization('SECRET')]) {
      const error = await outcomeOf(ask)
      expect(error).toMatchObject({ name: 'ConfigurationError', code: 'store_denied' })
      expect(JSON.stringify([error, (error as Error).message, (error as Error).stack])).not.toMatch(
        /SECRET|pass-word/,
      )
    }
    await limited.close()
  })

  it('says which rights a user lacks, also that to hear of changes, and works with those', async () => {
    const rights = '~oauth-tokens::* &oauth-tokens::* +@read +@write +@scripting +@pubsub +@connection +time'
    const limited = () => redisStore(server.url.replace('//', '//limited:pass-word@'))
    await server.cli('acl', 'setuser', 'limited', 'reset', 'on', '>pass-word', ...rights.split(' '))
    const allowed = limited()
    const heard: string[] = []
    allowed.changes((connection) => heard.push(connection))
    await expect(Promise.all(Object.values(asked(allowed)).map((ask) => ask()))).resolves.toBeTruthy()
    expect(await allowed.save('a:2', undefined, 'tokens')).toBe(true)
    await expect.poll(() => heard).toContain('a:2')
    await allowed.close()

    // As Redis 7 makes users unless told otherwise.
    await server.cli('acl', 'setuser', 'limited', 'resetchannels')
    const deaf = limited()
    const denied = {
      name: 'ConfigurationError',
      code: 'store_denied',
      message: expect.stringContaining(rights),
    }
    await expect(deaf.save('a:2', 'tokens', 'SECRET')).rejects.toMatchObject(denied)
    expect((await deaf.read('a:2')).tokens).toBe('tokens')
    deaf.changes(() => {})
    await expect(deaf.read('a:2')).rejects.toMatchObject(denied)
    await deaf.close()
  })

  it('says that the password is wrong or missing, without repeating it', async () => {
    await server.cli('config', 'set', 'requirepass', 'right')
    try {
      for (const [credentials, word] of [
        ['', 'NOAUTH'],
        [':wrong-one@', 'WRONGPASS'],
        ['somebody:wrong-one@', 'WRONGPASS'],
      ] as const) {
        const denied = redisStore(server.url.replace('//', `//${credentials}`))
        const error = await outcomeOf(denied.read('a:1'))
        expect(error).toMatchObject({
          name: 'ConfigurationError',
          code: 'store_denied',
          cause: { code: word },
        })
        expect((error as Error).message).not.toMatch(/wrong-one/)
        await denied.close()
      }
      const allowed = redisStore(server.url.replace('//', '//:right@'))
      expect(allowed.description).toBe(`${server.url}/0`)
      expect((await allowed.read('a:1')).tokens).toBeUndefined()
      await allowed.close()
    } finally {
      await server.cli('-a', 'right', 'config', 'set', 'requirepass', '')
    }
  })

  it('refuses TLS with a server that has none', async () => {
    const secure = redisStore(server.url.replace('redis:', 'rediss:'), { timeout: 1000 })
    const error = await outcomeOf(secure.read('a:1'))
    expect(error).toMatchObject({ name: 'StoreUnavailableError', retryable: true })
    await secure.close()
  })
})
