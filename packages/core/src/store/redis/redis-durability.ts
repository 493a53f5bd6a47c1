import { redisAddress } from './redis-address.ts'
import { RedisConnection } from './redis-connection.ts'
import type { RedisStoreOptions } from './redis-store.ts'

/**
 * Warnings about settings of a Redis that may lose what it acknowledged; none when all is well.
 *
 * @throws StoreUnavailableError when Redis does not answer.
 */
export async function redisDurability(
  url: string,
  { timeout = 2000 }: Pick<RedisStoreOptions, 'timeout'> = {},
): Promise<string[]> {
  const redis = new RedisConnection(redisAddress(url), { timeout, namespace: 'oauth-tokens' })
  try {
    return warnings(await redis.run((client) => client.info()))
  } catch (error) {
    // Some users may read and write, but not ask about the server.
    if ((error as { code?: unknown }).code !== 'store_denied') throw error
    return [
      'Redis does not tell this user its settings. Check that appendonly is yes and maxmemory-policy noeviction.',
    ]
  } finally {
    redis.close()
  }
}

/** From INFO, which hosted servers allow where they forbid CONFIG. */
function warnings(info: string): string[] {
  const settings = new Map(
    info.split('\r\n').map((line): [string, string] => {
      const [name = '', value = ''] = line.split(':', 2)
      return [name, value]
    }),
  )
  const appendonly = settings.get('aof_enabled')
  const policy = settings.get('maxmemory_policy')
  const found: string[] = []
  if (appendonly !== '1') {
    found.push(
      `Redis ${appendonly === undefined ? 'does not say whether it keeps' : 'keeps'} no append-only file: a restart may lose refresh tokens. Set appendonly yes.`,
    )
  }
  if (settings.get('aof_last_write_status') === 'err') {
    found.push(
      'Redis could not write its append-only file the last time. Look into its log and free some space.',
    )
  }
  if (policy !== 'noeviction') {
    found.push(
      `Redis may drop refresh tokens when memory is short (maxmemory-policy ${policy ?? 'unknown'}). Set maxmemory-policy noeviction.`,
    )
  }
  return found
}
