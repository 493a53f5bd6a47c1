import type KeyvRedis from '@keyv/redis'
import { ConfigurationError } from '../../errors.ts'
import { phrase } from '../../phrase.ts'

/** @keyv/redis is an optional peer: only those who use Redis install it. */
export async function loadKeyvRedis(): Promise<typeof KeyvRedis> {
  try {
    return (await import('@keyv/redis')).default
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException
    throw new ConfigurationError(
      phrase`The Redis store (redis:, rediss:) needs the package @keyv/redis, which could not be loaded. Install it: npm install @keyv/redis@5.1.6`,
      {
        code: 'missing_package',
        cause: { name, ...(code && { code }), detail: message.split('\n', 1)[0] ?? '' },
      },
    )
  }
}
