import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenManager, generateKey, type RedeemOutcome } from '../../src/index.ts'
import { fakeProvider } from '../support/fake-provider.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

describe.skipIf(withoutRedis())('two managers on one Redis', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  it('I7: hear of a refused client from each other, and of its end', async () => {
    const provider = fakeProvider({ refreshTokens: 'reusable', clientId: 'id-of-the-app' })
    const encryptionKeys = [generateKey()]
    const manager = (adapter = provider.adapter) =>
      createTokenManager({ providers: [adapter], store: server.url, encryptionKeys, rescueDir: false })
    const [one, other] = [manager(), manager()]
    const ids: string[] = []
    for (const account of ['a', 'b', 'c', 'd']) {
      const { id } = await one.import({ provider: 'fake', account, refreshToken: 'refresh-1' })
      ids.push(id)
    }
    const [a = '', b = '', c = '', d = ''] = ids
    provider.script = [
      (): RedeemOutcome => ({
        kind: 'throttled',
        scope: 'client',
        code: 'http_429',
        message: 'Too many requests.',
        retryAfter: 60,
      }),
    ]
    await expect(one.getAccessToken(a)).rejects.toMatchObject({ name: 'RateLimitedError' })
    await expect(other.getAccessToken(b)).rejects.toMatchObject({
      name: 'RateLimitedError',
      code: 'http_429',
    })
    expect(provider.sent).toHaveLength(1)

    const notes = (await server.cli('keys', '*::note:*')).split('\n')
    expect(notes).toHaveLength(1)
    expect(notes[0]).toMatch(/::note:\{provider\/[\w-]{16}\.[\w-]{43}\}$/)
    const noted = await server.cli('get', notes[0] ?? '')
    expect(JSON.parse(noted).coolDown).toMatchObject({ failures: 1, code: 'http_429' })
    expect(noted).not.toMatch(/id-of-the-app|refresh-1/)

    // The minute is over, by the clock that counts.
    const over = noted.replaceAll(/"(since|until)":\d+/g, '"$1":1000')
    await server.cli('set', notes[0] ?? '', over)
    const late = manager()
    expect(await late.getAccessToken(c)).toMatch(/^access-/)
    expect(await server.cli('get', notes[0] ?? '')).toBe('{}')
    expect(await manager().getAccessToken(d)).toMatch(/^access-/)
    await Promise.all([one, other, late].map((tokens) => tokens.close()))
  })
})
