// A process with one subject, and the limit beside it: what a process did before, and how large it is, decides what its
// memory costs, for a bare Map as well. A child of shared/child.mjs.
import { AsyncLocalStorage } from 'node:async_hooks'
import { PerformanceObserver } from 'node:perf_hooks'
import { load } from '../peers/index.mjs'
import { median } from '../shared/figures.mjs'
import { grant } from '../shared/grants.mjs'

let subject
let limit
let ids
let storage
/** How many calls fill a round, of each. */
const filling = new Map()

/** From one connection to the next, through all of them. */
async function call(who, calls) {
  let next = 0
  for (let done = 0; done < calls; done++) {
    await who.getAccessToken(ids[next])
    if (++next === ids.length) next = 0
  }
}

/** As in a server that keeps something for each request. */
const within = (work) => (storage ? storage.run({ request: 1 }, work) : work())

async function timed(who, calls) {
  const began = process.hrtime.bigint()
  await within(() => call(who, calls))
  return Number(process.hrtime.bigint() - began)
}

/** Runs until the code is compiled; answers how many calls fill a round of so many milliseconds. */
async function warmed(who, milliseconds, most) {
  let calls = 1
  for (let spent = 0, passes = 0; passes < 12 || spent < 6 * milliseconds; passes++) {
    const took = (await timed(who, calls)) / 1e6
    // A loop of awaits lets nobody else have a turn: connections would be taken for dead.
    await new Promise(setImmediate)
    spent += took
    if (spent > 3_000) break
    calls = Math.max(1, Math.min(most, Math.round((calls * milliseconds) / Math.max(took, 0.01)), calls * 4))
  }
  return calls
}

export default {
  async start({ peer, connections, asyncLocalStorage, redisUrl }) {
    if (asyncLocalStorage) storage = new AsyncLocalStorage()
    const grants = Array.from({ length: connections }, (_, index) => grant(String(1_000_000_000 + index)))
    ids = grants.map(({ id }) => id)
    const { make } = await load(peer)
    // Nobody refreshes here: the addresses are never called.
    const nowhere = 'http://127.0.0.1:9'
    limit = await (await load('limit')).make({ grants })
    subject = await make({
      grants,
      tokenUrl: `${nowhere}/token`,
      slackUrl: `${nowhere}/api/`,
      first: true,
      redisUrl,
    })
    // The first look at each connection may read a store; from then on it is held.
    const look = async ({ id, accessToken }) => {
      if (subject.read(await subject.getAccessToken(id)) !== accessToken)
        throw new Error(`${peer}: a wrong token`)
    }
    for (let from = 0; from < grants.length; from += 64)
      await Promise.all(grants.slice(from, from + 64).map(look))
  },
  async warm(milliseconds, most) {
    for (const who of [limit, subject]) filling.set(who, await warmed(who, milliseconds, most))
    return filling.get(subject)
  },
  /** Nanoseconds a call, of the subject and of the limit, one after the other. */
  async round(limitFirst) {
    const found = new Map()
    for (const who of limitFirst ? [limit, subject] : [subject, limit]) {
      found.set(who, (await timed(who, filling.get(who))) / filling.get(who))
      await new Promise(setImmediate)
    }
    return { nanoseconds: found.get(subject), limit: found.get(limit) }
  },
  /**
   * Bytes a call, by what the heap grew in a run of calls. Only runs without a garbage collection count; the flags of
   * this process make its young generation large enough for that. What the loop itself takes is in it, for everybody.
   */
  async bytes(most) {
    let collections = 0
    const observer = new PerformanceObserver((list) => {
      collections += list.getEntries().length
    })
    observer.observe({ entryTypes: ['gc'] })
    const settled = () => new Promise((resolve) => setTimeout(resolve, 5))
    const samples = []
    let calls = most
    for (let run = 0; run < 60 && samples.length < 9; run++) {
      globalThis.gc()
      await settled()
      const before = collections
      const heap = process.memoryUsage().heapUsed
      await within(() => call(subject, calls))
      const grown = process.memoryUsage().heapUsed - heap
      await settled()
      if (collections === before) samples.push(grown / calls)
      else calls = Math.max(1, Math.floor(calls / 2))
    }
    observer.disconnect()
    return samples.length > 0 ? median(samples) : Number.NaN
  },
  close: () => subject.close(),
}
