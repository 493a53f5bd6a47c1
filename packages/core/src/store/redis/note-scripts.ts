import { redisScript } from './redis-script.ts'

/** → time, value or nil */
export const readNoteScript = redisScript(`
local time = redis.call('TIME')
return {time[1] * 1000 + math.floor(time[2] / 1000), redis.call('GET', KEYS[1])}`)

/** next; previous, if there must be one → 1 or 0 */
export const swapNoteScript = redisScript(`
if redis.call('GET', KEYS[1]) ~= (ARGV[2] or false) then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1`)
