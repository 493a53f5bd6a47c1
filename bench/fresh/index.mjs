// The price of a token that is still good.
import { load, ours, peers } from '../peers/index.mjs'
import { figure, whole } from '../shared/figures.mjs'
import { startRedis } from '../shared/services.mjs'
import { allocations, times } from './rounds.mjs'

const settings = {
  quick: { subjects: ours, sizes: [1], large: 100, rounds: 3, milliseconds: 5, calls: 2_000 },
  full: {
    subjects: [...ours, ...peers],
    sizes: [1, 10_000],
    large: 100_000,
    rounds: 15,
    milliseconds: 40,
    calls: 20_000,
  },
}

async function run({ subjects, sizes, large, rounds, milliseconds, calls }, log) {
  const redis = await startRedis()
  try {
    const turns = { redisUrl: redis.url, rounds, milliseconds }
    const bySize = new Map()
    for (const [connections, who] of [...sizes.map((size) => [size, subjects]), [large, ours]]) {
      log(`fresh: ${whole(connections)} ${connections === 1 ? 'connection' : 'connections'}`)
      bySize.set(connections, await times({ ...turns, subjects: who, connections }))
    }
    log('fresh: bytes allocated')
    const bytes = await allocations({ redisUrl: redis.url, subjects, calls })
    log('fresh: with AsyncLocalStorage in use')
    const inUse = { redisUrl: redis.url, subjects: ours, asyncLocalStorage: true }
    const storage = {
      times: await times({ ...turns, ...inUse, connections: 1 }),
      bytes: await allocations({ ...inUse, calls }),
    }
    return { bySize, bytes, storage }
  } finally {
    await redis.stop()
  }
}

const price = (found) => (found ? `${figure(found.multiple)} × (${whole(found.nanoseconds)} ns)` : '')
const name = async (subject) => (await load(subject)).name

async function timesTable({ bySize, bytes }) {
  const subjects = [...bytes.keys()]
  const rows = []
  for (const subject of subjects) {
    const prices = [...bySize.values()].map((found) => price(found.get(subject)))
    rows.push([await name(subject), ...prices, whole(bytes.get(subject))])
  }
  const [first, ...others] = [...bySize.values()].map((found) => figure(found.get('ours').multiple))
  return {
    caption: 'A call, as a multiple of the limit of the same round, and bytes allocated by it',
    columns: [
      '',
      ...[...bySize.keys()].map((size) => `${whole(size)} ${size === 1 ? 'connection' : 'connections'}`),
      'bytes',
    ],
    rows,
    says:
      `A token that oauth-tokens holds costs ${first} times the limit with one connection, and ${others.join(' and ')} times with ` +
      `${[...bySize.keys()].slice(1).map(whole).join(' and ')}. ${besideItself(bySize)}`,
  }
}

/** What the process of oauth-tokens costs the limit. */
function besideItself(bySize) {
  const [size, found] = [...bySize].at(-1)
  const [alone, there] = [found.get('limit'), found.get('ours')].map(({ limit }) => `${whole(limit)} ns`)
  return `With ${whole(size)} the limit itself takes ${alone} in a process that has nothing else, and ${there} in that of oauth-tokens.`
}

async function storageTable({ storage }) {
  const rows = []
  for (const [subject, found] of storage.times)
    rows.push([await name(subject), price(found), whole(storage.bytes.get(subject))])
  return {
    caption: 'The same in a process that uses AsyncLocalStorage, one connection',
    columns: ['', 'a call', 'bytes'],
    rows,
    says: `Each await costs more there, for the limit as well: oauth-tokens takes ${figure(storage.times.get('ours').multiple)} times as long.`,
  }
}

function goalsOf({ bySize, bytes, storage }) {
  const goals = [...bySize].map(([size, found]) => ({
    what: `a call, ${whole(size)} ${size === 1 ? 'connection' : 'connections'}`,
    wanted: '≤ 1.3 × the limit',
    got: `${figure(found.get('ours').multiple)} ×`,
    met: found.get('ours').multiple <= 1.3,
  }))
  goals.push(
    {
      what: 'bytes allocated by a call',
      wanted: '≤ 400',
      got: whole(bytes.get('ours')),
      met: bytes.get('ours') <= 400,
    },
    {
      what: 'a call, with AsyncLocalStorage in use',
      wanted: '≤ 1.5 × the limit there',
      got: `${figure(storage.times.get('ours').multiple)} ×`,
      met: storage.times.get('ours').multiple <= 1.5,
    },
  )
  return goals
}

/** Ours against who keeps a store as well. */
async function besidePeers({ bySize }) {
  const goals = []
  for (const [size, found] of bySize) {
    const stores = []
    for (const subject of found.keys()) {
      const { store } = await load(subject)
      if (!ours.includes(subject) && !store.startsWith('none')) stores.push(found.get(subject).multiple)
    }
    if (stores.length === 0) continue
    const best = Math.min(...stores)
    goals.push({
      what: `beside peers that keep a store, ${whole(size)} ${size === 1 ? 'connection' : 'connections'}`,
      wanted: 'ahead of every one',
      got: `the best of them: ${figure(best)} ×`,
      met: found.get('ours').multiple < best,
    })
  }
  return goals
}

export async function measure({ quick, log }) {
  const found = await run(quick ? settings.quick : settings.full, log)
  return {
    title: 'Fresh',
    method:
      'The access token of a connection whose token is still good, asked for again and again, from one connection to the next. The limit is what ' +
      'nothing in JavaScript can beat: an async function that looks up a Map and compares an expiry. Each subject has a process of its own, in which ' +
      'the limit is measured as well, over the same connections: what a process did before decides how far apart its memory lies, and with that ' +
      'what any look-up among very many costs. They take turns, another one first in each round, and the median of the rounds counts. oauth-tokens has its store in Redis; peers keep their ' +
      'tokens in memory here, which is their best case. Bytes: what the heap grew in a run of calls without a garbage collection, the loop around them included.',
    tables: [await timesTable(found), await storageTable(found)],
    goals: [...goalsOf(found), ...(await besidePeers(found))],
  }
}
