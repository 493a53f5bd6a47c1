import { isDone, redisScript } from './redis-script.ts'

/** → time, value or nil */
export const readNoteScript = redisScript(`
local time = redis.call('TIME')
return {time[1] * 1000 + math.floor(time[2] / 1000), redis.call('GET', KEYS[1])}`)

/** '1' and next, or '0' and '' to remove it; previous, if there must be one → 1 or 0 */
export const swapNoteScript = redisScript(
  `
if redis.call('GET', KEYS[1]) ~= (ARGV[3] or false) then return 0 end
if ARGV[1] == '1' then redis.call('SET', KEYS[1], ARGV[2]) else redis.call('DEL', KEYS[1]) end
return 1`,
  isDone,
)
