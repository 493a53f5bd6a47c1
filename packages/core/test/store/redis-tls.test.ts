import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { freePort, type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'
import { ended, start } from './child.ts'
import { redisModule } from './redis-module.ts'
import { temporaryFolder } from './temporary-folder.ts'

describe.skipIf(withoutRedis())('on a server with TLS', () => {
  const folder = temporaryFolder()
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  let server: RedisServer
  let url: string
  beforeAll(async () => {
    const subject = ['-subj', '/CN=redis', '-addext', 'subjectAltName=IP:127.0.0.1']
    const files = ['-keyout', key, '-out', certificate]
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '2', ...files, ...subject],
      {
        stdio: 'pipe',
      },
    )
    const tls = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no']
    server = await startRedis(...tls)
    const port = await freePort()
    await server.cli('config', 'set', 'tls-port', `${port}`)
    url = `rediss://127.0.0.1:${port}`
  })
  afterAll(() => server.stop())

  it('talks to one whose certificate it trusts', async () => {
    process.env['NODE_EXTRA_CA_CERTS'] = certificate
    const child = start('redis-leave-open.mjs', redisModule, url)
    delete process.env['NODE_EXTRA_CA_CERTS']
    expect(await ended(child)).toBe(0)
    expect(await server.cli('hget', 'oauth-tokens::connection:{a:left-open}', 'tokens')).toBe('tokens')
  })

  it('talks to no other, and says why', async () => {
    const store = redisStore(url)
    await expect(store.read('a:1')).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      code: 'store_denied',
      message: expect.stringMatching(/TLS.*NODE_EXTRA_CA_CERTS.*SELF_SIGNED/),
    })
    await store.close()
  })
})
