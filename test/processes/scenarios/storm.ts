import { connectionOf, importPair, withHouse } from '../support/house.ts'
import { brokenAtProvider, type Verdict } from '../support/verdict.ts'

export interface StormRound {
  kind: 'expired' | 'rejected' | 'forced'
  redemptions: number
  answers: number
  distinctTokens: number
  live: boolean
  failures: string[]
}

const processes = 8
const callersEach = 50
const expiredRounds = 3

/** 400 callers in 8 processes want another token of one connection at the same time, for different reasons. */
export function storm({ core }: { core: string }): Promise<Verdict<StormRound[]>> {
  return withHouse({ core, accounts: expiredRounds }, async (house) => {
    const { sandbox, accounts } = house
    const workers = Array.from({ length: processes }, () => house.start())
    await Promise.all(workers.map((worker) => worker.ready()))
    const [first] = workers
    if (!first) throw new Error('No process was started.')
    const rounds: StormRound[] = []

    const round = async (kind: StormRound['kind'], account: string, call: string, options?: object) => {
      const before = sandbox.stats().totals.redemptions
      // The provider is slow, and holds every redemption until all 400 have asked: they are truly concurrent.
      const gate = sandbox.faults.add({ kind: 'gate', times: 'always', delayAfterMs: 250 })
      const storms = workers.map((worker) =>
        worker.storm(callersEach, call, connectionOf(account), ...(options ? [options] : [])),
      )
      await Promise.all([sandbox.faults.arrived(gate), ...storms.map(({ asked }) => asked)])
      sandbox.faults.release(gate)
      const told = await Promise.all(storms.map(({ answered }) => answered))
      const answers = told.flatMap((one) => Object.entries(one.answers))
      const tokens = new Set(answers.map(([token]) => token))
      rounds.push({
        kind,
        redemptions: sandbox.stats().totals.redemptions - before,
        answers: answers.reduce((sum, [, count]) => sum + count, 0),
        distinctTokens: tokens.size,
        live: [...tokens].every((token) => sandbox.zalo.isLive(token)),
        failures: [...new Set(told.flatMap(({ failures }) => failures))],
      })
      return [...tokens][0]
    }

    for (const account of accounts) {
      await importPair(first, house, account, { expired: true })
      const token = await round('expired', account, 'getAccessToken')
      await round('rejected', account, 'getAccessToken', { rejected: token })
    }
    // Every process has this connection in memory: all of them name the same generation.
    await round('forced', accounts[0] ?? '', 'refresh')
    return { facts: rounds, broken: [...brokenAtProvider(sandbox.stats()), ...rounds.flatMap(brokenBy)] }
  })
}

function brokenBy({ kind, redemptions, answers, distinctTokens, live, failures }: StormRound): string[] {
  const broken: string[] = []
  const say = (sentence: string) => broken.push(`${sentence} (${kind})`)
  if (redemptions !== 1) say(`I1: one token was needed and ${redemptions} redemptions made`)
  if (failures.length > 0) say(`I4: callers failed: ${failures.join(' | ')}`)
  if (failures.length === 0 && answers !== processes * callersEach) say(`I4: ${answers} answers`)
  if (distinctTokens !== 1) say(`I4: ${distinctTokens} different tokens were handed out`)
  if (!live) say('I4: a dead token was handed out')
  return broken
}
