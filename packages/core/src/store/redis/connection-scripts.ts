import { longestHistory } from '../history-lines.ts'
import { leaseScript } from './lease-script.ts'
import { isDone, redisScript } from './redis-script.ts'

// The state goes into every HSET that may make the hash: one without it is damaged.

/** → time, the hash */
export const readScript = redisScript(`${leaseScript}
return {now, redis.call('HGETALL', key)}`)

/** holder, duration, channel, change → time, the hash; and if it was taken: fence, digest of the tokens or nil */
export const acquireScript = redisScript(`${leaseScript}
local holder, duration, channel, change = unpack(ARGV)
local lease = readLease()
-- The same owner asks again when its first attempt threw: it may have been applied all the same.
local own = lease.state == 'held' and json(lease.holder).owner == json(holder).owner
if lease.state ~= 'free' and not own and now < lease['until'] then
  return {now, redis.call('HGETALL', key)}
end
local fence = lease.fence + 1
local set = {'state', 'held', 'fence', fence, 'holder', holder, 'since', now, 'until', now + duration}
local doubt = abandoned(lease)
if doubt then
  announce(channel, change)
  table.insert(set, 'doubt')
  table.insert(set, doubt)
end
write(set, {'spending'})
return {now, redis.call('HGETALL', key), fence, digestOfTokens()}`)

/** fence, duration → 1 or 0 */
export const extendScript = redisScript(
  `${leaseScript}
local lease = readLease()
if lease.state ~= 'held' or lease.fence ~= tonumber(ARGV[1]) then return 0 end
write({'until', now + ARGV[2]}, {})
return 1`,
  isDone,
)

/** fence, duration, digest of the previous tokens, intent, spends (JSON without times), window or '' → 1 or 0 */
export const spendScript = redisScript(
  `${leaseScript}
local fence, duration, previous, intent, spends, window = unpack(ARGV)
local lease = readLease()
if lease.state ~= 'held' or lease.fence ~= tonumber(fence) then return 0 end
if digestOfTokens() ~= previous then return 0 end
local set = {'state', 'spending', 'spending', intent, 'since', now, 'until', now + duration}
if window ~= '' then
  local spent = {}
  if lease.spends and json(lease.spends).lineage == json(spends).lineage then
    for at in (lease.spent or ''):gmatch('%S+') do
      local counts = tonumber(at)
      if counts and now - window < counts and counts <= now then table.insert(spent, at) end
    end
  end
  table.insert(spent, string.format('%.17g', now))
  for _, field in ipairs({'spends', spends, 'spent', table.concat(spent, ' ')}) do table.insert(set, field) end
end
write(set, {})
return 1`,
  isDone,
)

/** fence, duration → 1 or 0 */
export const withdrawScript = redisScript(
  `${leaseScript}
local lease = readLease()
if lease.state ~= 'spending' or lease.fence ~= tonumber(ARGV[1]) then return 0 end
local set = {'state', 'held', 'since', now, 'until', now + ARGV[2]}
if lease.spends and json(lease.spending).window ~= nil then
  table.insert(set, 'spent')
  table.insert(set, ((lease.spent or ''):gsub('%s*%S+$', '')))
end
write(set, {'spending'})
return 1`,
  isDone,
)

/** next, digest of the tokens that must be there or ''; closing fence or '', doubt, dead, backoff; channel, change; history or '' → 1 or 0 */
export const saveScript = redisScript(
  `${leaseScript}
local next, previous, fence, doubt, dead, backoff, channel, change, history = unpack(ARGV)
if (digestOfTokens() or '') ~= previous then return 0 end
local lease = readLease()
local set, remove = {'tokens', next}, {}
if fence == '' or not release(lease, fence, {doubt, dead, backoff}, set, remove) then
  for _, field in ipairs({'state', lease.state, 'fence', lease.fence}) do table.insert(set, field) end
end
announce(channel, change)
write(set, remove)
-- Nothing is said of a line that cannot be added: the tokens are stored.
if history ~= '' then
  redis.pcall('RPUSH', KEYS[2], history)
  redis.pcall('LTRIM', KEYS[2], -${longestHistory}, -1)
end
return 1`,
  isDone,
)

/** previous tokens → 1 or 0 */
export const dropScript = redisScript(
  `
if redis.call('HGET', KEYS[1], 'tokens') ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1`,
  isDone,
)

/** fence, doubt, dead, backoff, channel, change → 1 or 0 */
export const releaseScript = redisScript(
  `${leaseScript}
local fence, doubt, dead, backoff, channel, change = unpack(ARGV)
local set, remove = {}, {}
if not release(readLease(), fence, {doubt, dead, backoff}, set, remove) then return 0 end
local function told(fact) return fact ~= '' and fact ~= 'null' end
if told(doubt) or told(dead) then announce(channel, change) end
write(set, remove)
return 1`,
  isDone,
)

/** lines → nothing; of the key of a history */
export const writeHistoryScript = redisScript(`
redis.call('RPUSH', KEYS[1], unpack(ARGV))
redis.call('LTRIM', KEYS[1], -#ARGV, -1)`)
