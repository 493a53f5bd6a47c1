import type { RedisClientType } from '@keyv/redis'
import { type Phrase, phrase } from '../../phrase.ts'
import type { StoreWarning } from '../token-store.ts'
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
): Promise<StoreWarning[]> {
  const redis = new RedisConnection(redisAddress(url), { timeout, namespace: 'oauth-tokens' })
  try {
    return await redis.run(async (client) => warnings(infoOf(await client.info()), await fsyncOf(client)))
  } catch (error) {
    // Some users may read and write, but not ask about the server.
    if ((error as { code?: unknown }).code !== 'store_denied') throw error
    return [
      {
        detail: phrase`Redis does not tell this user its settings.`,
        advice: phrase`Check that appendonly is yes and maxmemory-policy noeviction.`,
      },
    ]
  } finally {
    redis.close()
  }
}

/** INFO is allowed by hosted servers where they forbid CONFIG, which alone knows this. */
async function fsyncOf(client: RedisClientType): Promise<string | undefined> {
  try {
    return (await client.configGet('appendfsync'))['appendfsync']
  } catch {
    return undefined
  }
}

function infoOf(info: string): Map<string, string> {
  return new Map(
    info.split('\r\n').map((line): [string, string] => {
      const [name = '', value = ''] = line.split(':', 2)
      return [name, value]
    }),
  )
}

/** @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/ */
function warnings(info: Map<string, string>, fsync: string | undefined): StoreWarning[] {
  const found: StoreWarning[] = []
  const warn = (detail: Phrase, advice: Phrase) => found.push({ detail, advice })
  const appendonly = info.get('aof_enabled')
  if (appendonly !== '1') {
    warn(
      appendonly === undefined
        ? phrase`Redis does not say whether it keeps an append-only file: a restart may lose refresh tokens, all that were saved since the last snapshot.`
        : phrase`Redis keeps no append-only file: a restart may lose refresh tokens, all that were saved since the last snapshot.`,
      phrase`Set appendonly yes.`,
    )
  } else if (fsync === 'no') {
    warn(
      phrase`Redis leaves it to the system when its append-only file reaches the disk (appendfsync no): a power cut may lose refresh tokens of half a minute.`,
      phrase`Set appendfsync everysec, or always to lose nothing at all.`,
    )
  }
  if (info.get('aof_last_write_status') === 'err') {
    warn(
      phrase`Redis could not write its append-only file the last time.`,
      phrase`Look into its log and free some space.`,
    )
  }
  const policy = info.get('maxmemory_policy')
  if (policy !== 'noeviction') {
    warn(
      phrase`Redis may drop refresh tokens when memory is short (maxmemory-policy ${policy ?? 'unknown'}).`,
      phrase`Set maxmemory-policy noeviction.`,
    )
  }
  // INFO counts the replicas that are near enough only where some are asked for.
  if (Number(info.get('connected_slaves') ?? 0) > 0 && !info.has('min_slaves_good_slaves')) {
    warn(
      phrase`Redis acknowledges before any replica has the data: a failover may lose the refresh tokens that were saved last.`,
      phrase`Set min-replicas-to-write 1 and min-replicas-max-lag 10.`,
    )
  }
  return found
}
