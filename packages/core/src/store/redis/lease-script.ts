/**
 * What the scripts on a connection's hash share. They say in Lua what `lease.ts` says; a test compares the two.
 *
 * Fields: tokens · state, fence, since, until · holder, spending, doubt, dead, backoff, spends as JSON · spent, the
 * times of `spends`. JSON is passed on as it came: encoding it here would round numbers and turn [] into {}.
 *
 * Order matters: PUBLISH first, which a user's rights may forbid; then one HSET, which fails when Redis is full or
 * read-only; HDEL last. So a script is done wholly or not at all.
 */
export const leaseScript = `
local key = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function json(text)
  local read, value = pcall(cjson.decode, text)
  if not read or type(value) ~= 'table' then error('DAMAGED') end
  return value
end

local function readLease()
  local names = {'state', 'fence', 'until', 'holder', 'spending', 'doubt', 'spends', 'spent'}
  local values = redis.call('HMGET', key, unpack(names))
  local lease = {}
  for index, name in ipairs(names) do lease[name] = values[index] end
  if not lease.state and redis.call('EXISTS', key) == 0 then return {state = 'free', fence = 0} end
  local states = {free = true, held = true, spending = true}
  lease.fence = tonumber(lease.fence or '')
  lease['until'] = tonumber(lease['until'] or '')
  if not states[lease.state] or not lease.fence then error('DAMAGED') end
  if lease.state ~= 'free' and not (lease['until'] and lease.holder) then error('DAMAGED') end
  if lease.state == 'spending' and not lease.spending then error('DAMAGED') end
  return lease
end

-- By which tokens are compared: a text of some kilobytes need not be sent for that.
local function digestOfTokens()
  local tokens = redis.call('HGET', key, 'tokens')
  return tokens and redis.sha1hex(tokens)
end

-- The doubt that an intent leaves behind when its holder does not come back.
local function abandoned(lease)
  if lease.state ~= 'spending' then return end
  local intent = json(lease.spending)
  if intent.singleUse ~= true then return end
  if type(intent.generation) ~= 'number' or type(intent.at) ~= 'number' then error('DAMAGED') end
  local doubt = lease.doubt and json(lease.doubt)
  if doubt and doubt.lineage == intent.lineage and doubt.generation == intent.generation then return end
  local host = json(lease.holder).host
  return string.format('{"lineage":%s,"generation":%.17g,"at":%.17g,"host":%s}', cjson.encode(intent.lineage),
    intent.generation, intent.at, cjson.encode(type(host) == 'string' and host or 'unknown'))
end

local function announce(channel, change)
  redis.call('PUBLISH', channel, change)
end

local function write(set, remove)
  redis.call('HSET', key, unpack(set))
  if #remove > 0 then redis.call('HDEL', key, unpack(remove)) end
end

-- Adds to what is to be written: a free lease, with what its holder noted. '' leaves a fact, 'null' clears it.
local function release(lease, fence, facts, set, remove)
  if lease.state == 'free' or lease.fence ~= tonumber(fence) then return false end
  for _, field in ipairs({'state', 'free'}) do table.insert(set, field) end
  for _, field in ipairs({'holder', 'since', 'until', 'spending'}) do table.insert(remove, field) end
  for index, fact in ipairs({'doubt', 'dead', 'backoff'}) do
    if facts[index] == 'null' then table.insert(remove, fact)
    elseif facts[index] ~= '' then
      table.insert(set, fact)
      table.insert(set, facts[index])
    end
  end
  return true
end
`
