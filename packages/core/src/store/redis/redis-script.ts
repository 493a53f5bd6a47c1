import { createHash } from 'node:crypto'
import type { RedisClientType } from '@keyv/redis'
import { storable } from './redis-keys.ts'

/** A Lua script on the keys of one slot: one round trip, and nothing comes between its steps. */
export interface RedisScript {
  text: string
  sha: string
}

export function redisScript(text: string): RedisScript {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

/** Sends the hash of the script only; the script itself where the server does not know it, as after a restart. */
export async function runScript(
  client: RedisClientType,
  { text, sha }: RedisScript,
  keys: string[],
  values: string[] = [],
): Promise<unknown> {
  const call = { keys, arguments: values.map(storable) }
  try {
    return await client.evalSha(sha, call)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return client.eval(text, call)
  }
}
