import { join } from 'node:path'

/** redis-store.js as child processes import it: from the build. */
export const redisModule = join(import.meta.dirname, '../../dist/store/redis/redis-store.js')
