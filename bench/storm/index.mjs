// Many callers want the token of one expired connection at the same time.
import { load, peers } from '../peers/index.mjs'
import { startChild } from '../shared/child.mjs'
import { figure, median, whole } from '../shared/figures.mjs'
import { startPostgres, startRedis } from '../shared/services.mjs'
import { runPeer } from './run-peer.mjs'

const latency = 50

/** Callers → rounds. A round of a peer that stampedes takes long, and its counts hardly move. */
const settings = {
  quick: {
    subjects: ['ours'],
    layouts: [2],
    rounds: () => [
      [1, 1],
      [100, 1],
    ],
  },
  full: {
    subjects: ['ours', ...peers],
    layouts: [1, 4],
    rounds: (subject) =>
      subject === 'ours'
        ? [
            [1, 5],
            [100, 5],
            [1_000, 5],
            [10_000, 3],
          ]
        : [
            [1, 3],
            [100, 3],
            [1_000, 1],
            [10_000, 1],
          ],
  },
}

/** @returns Map(processes → Map(subject → Map(callers → rounds' figures))) */
async function run({ subjects, layouts, rounds }, log) {
  const redis = await startRedis()
  const postgres = subjects.includes('better-auth') ? await startPostgres() : undefined
  const endpoint = await startChild(new URL('endpoint.mjs', import.meta.url), { start: latency })
  const found = new Map(layouts.map((processes) => [processes, new Map()]))
  let databases = 0
  const empty = async () => {
    await redis.cli('FLUSHALL')
    if (!postgres) return { redisUrl: redis.url }
    const database = `bench_${++databases}`
    await postgres.admin(`CREATE DATABASE ${database} OWNER keeper`)
    return { redisUrl: redis.url, postgresUrl: postgres.url({ database }) }
  }
  try {
    for (const peer of subjects) {
      for (const processes of layouts) {
        log(`storm: ${peer}, ${processes} ${processes === 1 ? 'process' : 'processes'}`)
        const services = await empty()
        const figures = await runPeer({ peer, processes, rounds: new Map(rounds(peer)), endpoint, services })
        found.get(processes).set(peer, figures)
      }
    }
    return found
  } finally {
    await endpoint.end()
    await redis.stop()
    await postgres?.remove()
  }
}

const worst = (rounds, what) => Math.max(...rounds.map((round) => round[what]))
const time = (rounds) => median(rounds.map(({ milliseconds }) => milliseconds))

const cell = (rounds) =>
  `${whole(worst(rounds, 'redemptions'))} / ${whole(worst(rounds, 'failed'))} / ${whole(time(rounds))} ms`

async function tableOf(processes, bySubject) {
  const sizes = [...bySubject.values().next().value.keys()]
  const rows = []
  for (const [subject, figures] of bySubject) {
    const { name, store } = await load(subject)
    rows.push([name, store, ...[...figures.values()].map(cell)])
  }
  return {
    caption: `${processes === 1 ? 'One process' : `${processes} processes`}: redemptions / callers that failed / time until all had an answer`,
    columns: [
      '',
      'shared by processes',
      ...sizes.map((callers) => `${whole(callers)} ${callers === 1 ? 'caller' : 'callers'}`),
    ],
    rows,
    says: sentence(processes, bySubject),
  }
}

function sentence(processes, bySubject) {
  const many = (figures) => [...figures].filter(([callers]) => callers > 1).map(([, rounds]) => rounds)
  const clean = (figures) =>
    many(figures).every((rounds) => worst(rounds, 'redemptions') === 1 && worst(rounds, 'failed') === 0)
  const all = [...bySubject]
  const without = all.filter(([, figures]) => clean(figures)).length
  return (
    `With ${processes === 1 ? 'one process' : `${processes} processes`}, ${without} of ${all.length} sent the refresh token once, ` +
    'and gave every caller a new token, at every number of callers.'
  )
}

async function reasonsOf(found) {
  const rows = []
  const subjects = [...found.values().next().value.keys()]
  for (const subject of subjects) {
    const reasons = new Set(
      [...found.values()].flatMap((bySubject) =>
        [...bySubject.get(subject).values()].flatMap((rounds) => rounds.flatMap((round) => round.reasons)),
      ),
    )
    const told = [...reasons].map((reason) => reason.slice(0, 80).replaceAll('|', '/'))
    if (told.length > 0) rows.push([(await load(subject)).name, told.join('; ')])
  }
  return {
    caption: 'What callers got that failed',
    columns: ['', 'instead of a token that was issued since'],
    rows,
    says: 'In the words of each library, shortened.',
  }
}

function goalsOf(found) {
  return [...found].flatMap(([processes, bySubject]) => {
    const figures = bySubject.get('ours')
    const all = [...figures.values()].flat()
    const where = `${processes} ${processes === 1 ? 'process' : 'processes'}`
    const goals = [
      {
        what: `redemptions, ${where}`,
        wanted: '1, for any number of callers',
        got: `${worst(all, 'redemptions')} at most`,
        met: worst(all, 'redemptions') === 1,
      },
      {
        what: `callers that failed, ${where}`,
        wanted: '0',
        got: whole(worst(all, 'failed')),
        met: worst(all, 'failed') === 0,
      },
    ]
    const thousand = figures.get(1_000)
    const limit = 2 * latency + 300
    if (thousand)
      goals.push({
        what: `time for 1,000 callers, ${where}`,
        wanted: `≤ 2 × the latency + 300 ms = ${limit} ms`,
        got: `${figure(time(thousand))} ms`,
        met: time(thousand) <= limit,
      })
    return goals
  })
}

export async function measure({ quick, log }) {
  const found = await run(quick ? settings.quick : settings.full, log)
  const tables = []
  for (const [processes, bySubject] of found) tables.push(await tableOf(processes, bySubject))
  const reasons = await reasonsOf(found)
  if (reasons.rows.length > 0) tables.push(reasons)
  return {
    title: 'Storm',
    method:
      `Many callers want the access token of one expired connection at once, spread over the processes. The provider answers after ${latency} ms, ` +
      'and refuses a refresh token that was spent. Everything is real: a token endpoint over HTTP in a process of its own, Redis with its log on ' +
      '(PostgreSQL for better-auth), processes that have refreshed one other connection before. A caller has failed when it got an error, no answer ' +
      'in 10 s, or a token that was not issued since. Counts are the worst of the rounds, times their median.',
    tables,
    goals: goalsOf(found),
  }
}
