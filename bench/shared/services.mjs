// Redis and PostgreSQL as the tests start them: on free ports, with data that is thrown away. Those helpers are
// TypeScript, which Node.js 20 does not read by itself.
import { register } from 'node:module'

register('../../faults/typescript-hooks.mjs', import.meta.url)
const helpers = '../../packages/core/test/support/services'

export async function startRedis() {
  const { startRedis: start, withoutRedis } = await import(`${helpers}/redis.ts`)
  const missing = withoutRedis()
  if (missing)
    throw new Error('The bench needs redis-server. On Debian or Ubuntu: sudo apt-get install redis-server')
  return start()
}

export async function startPostgres() {
  const { postgresServer, postgresMissing } = await import(`${helpers}/postgres.ts`)
  if (postgresMissing)
    throw new Error('The bench needs PostgreSQL. On Debian or Ubuntu: sudo apt-get install postgresql')
  return postgresServer()
}
