import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import { redisStore } from '../../src/store/redis/redis-store.ts'
import { storeContract } from '../../src/testing/store-contract.ts'
import { type RedisServer, startRedis, withoutRedis } from '../support/services/redis.ts'

describe.skipIf(withoutRedis())('on a real server', () => {
  let server: RedisServer
  let count = 0
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())
  const reopen = () => redisStore(server.url, { namespace: `contract-${count}` })
  const open = () => {
    count++
    return reopen()
  }
  storeContract('redis', { open, reopen, durable: true }, { describe, it, beforeEach, afterEach })
})
