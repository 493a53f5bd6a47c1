import { createHash } from 'node:crypto'
import type { RedisClientType } from '@keyv/redis'
import { storable } from './redis-keys.ts'

/** A Lua script on the keys of one slot: one round trip, and nothing comes between its steps. */
export interface RedisScript<Answer> {
  text: string
  sha: string
  read(reply: unknown): Answer
}

export function redisScript(text: string): RedisScript<unknown>
export function redisScript<Answer>(text: string, read: (reply: unknown) => Answer): RedisScript<Answer>
export function redisScript(text: string, read = (reply: unknown) => reply): RedisScript<unknown> {
  return { text, sha: createHash('sha1').update(text).digest('hex'), read }
}

/** Of a script that answers with 1 or 0. */
export const isDone = (reply: unknown): boolean => reply === 1

/** Sends the hash of the script only; the script itself where the server does not know it, as after a restart. */
export function runScript<Answer>(
  client: RedisClientType,
  { text, sha, read }: RedisScript<Answer>,
  keys: readonly string[],
  values: readonly (string | number)[] = [],
): Promise<Answer> {
  // Not `evalSha`, which does the same by a longer way.
  const call = ['EVALSHA', sha, String(keys.length), ...keys]
  for (const value of values) call.push(storable(String(value)))
  return client.sendCommand(call).then(read, (error: unknown) => {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
    return client.sendCommand(['EVAL', text, ...call.slice(2)]).then(read)
  })
}
