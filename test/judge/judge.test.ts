import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type PostgresServer,
  postgresMissing,
  postgresServer,
} from '../../packages/core/test/support/services/postgres.ts'
import {
  type RedisServer,
  startRedis,
  withoutRedis,
} from '../../packages/core/test/support/services/redis.ts'
import { type Court, importGrant, withCourt } from './support/court.ts'
import { hear } from './support/hearing.ts'
import { judgeBy } from './support/verdict.ts'

const redisMissing = withoutRedis()
let redis: RedisServer | undefined
let postgres: PostgresServer | undefined

const stores = [
  { store: 'files', missing: undefined, url: () => undefined },
  { store: 'Redis', missing: redisMissing, url: () => redis?.url },
  { store: 'PostgreSQL', missing: postgresMissing, url: () => postgres?.url() },
].filter(({ missing }) => missing === undefined)

beforeAll(async () => {
  if (!redisMissing) redis = await startRedis()
  if (!postgresMissing) postgres = await postgresServer()
})

afterAll(async () => {
  await redis?.stop()
  await postgres?.remove()
})

describe('a server that others wrote, with rotation and reuse detection', () => {
  for (const { store, url } of stores) {
    test(`I1: sees no replay from 100 callers in 4 processes on ${store}`, async () => {
      await withCourt(url(), async (court) => {
        // Patient with a store on a busy machine: what is judged here is not speed.
        const timeouts = { store: '10s' }
        const plan = { name: 'calm', accounts: 8, processes: 4, rounds: 6, callers: 25, calls: 4, timeouts }
        const { reports, generations } = await hear(court, plan)
        const { facts, broken } = judgeBy({ judge: court.judge, reports, generations })
        expect(broken).toEqual([])
        expect(facts).toMatchObject({ calls: 2400, replays: 0, revoked: 0, refreshes: facts.generations })
        // Each connection about once a round, or the callers did not press hard enough to tell anything.
        expect(facts.refreshes).toBeGreaterThan(48)
      })
    })
  }
})

// They mostly wait for the deadlines that the dead have left behind: at the same time.
describe.concurrent('a process that is killed', () => {
  for (const { store, url } of stores) {
    test(`I1: costs only grants whose answers were lost, on ${store}`, async () => {
      await withCourt(url(), async (court) => {
        const { judge } = court
        const timeouts = { store: '4s', provider: '5s', spending: '6s', waiter: '40s' }
        const plan = { name: 'killed', accounts: 8, processes: 3, rounds: 3, callers: 15, calls: 5, timeouts }
        const killed = killAtRedemption(court, 'process-3', 4)
        const { reports, generations } = await hear(court, plan, () => court.start('process-4', { timeouts }))
        const { facts, broken } = judgeBy({ judge, reports, generations, killed: 'process-3' })
        expect(broken).toEqual([])
        // The server had committed, and nobody heard the answer: the one loss that no client can make good.
        expect(judge.revoked).toContain(killed.account)
        expect(facts.replays).toBe(facts.revoked)
        // Everybody else went on, and so did the one that took the place of the dead.
        expect(judge.redemptions.map(({ by }) => by)).toContain('process-4')
      })
    })
  }
})

test('I1: two stores that know nothing of each other are found out by the judge', async () => {
  await withCourt('memory:', async ({ judge, start }) => {
    const processes = [await start('one'), await start('other')]
    const refreshToken = await judge.seed('shared')
    for (const callers of processes) await importGrant(callers, 'shared', refreshToken)
    const [first, second] = await Promise.allSettled(
      processes.map((callers) => callers.call<string>('getAccessToken', 'judged:shared')),
    )
    expect(judge.redemptions.filter(({ verdict }) => verdict === 'replay')).toHaveLength(1)
    expect(judge.revoked).toEqual(['shared'])
    const winner = [first, second].find((one) => one?.status === 'fulfilled')
    expect(await processes[0]?.isActive(winner?.status === 'fulfilled' ? winner.value : '')).toBe(false)
    const { broken } = judgeBy({ judge, reports: [], generations: new Map() })
    expect(broken).toEqual([
      expect.stringMatching(/^I1: (one|other) redeemed a refresh token of shared that was spent$/),
      'I1: the grant of shared was revoked',
    ])
  })
})

/** Kills a process when its redemption number `count` is committed and not answered yet; tells whose that was. */
function killAtRedemption({ judge, kill }: Court, name: string, count: number): { account?: string } {
  const killed: { account?: string } = {}
  let left = count
  judge.beforeAnswer = async ({ by, account }) => {
    if (by !== name || --left !== 0) return
    killed.account = account
    await kill(name)
  }
  return killed
}
