import type { CallFailure, StormReport } from './callers.ts'
import type { Judge, Redemption } from './judge.ts'

/** What was counted in all storms. */
export interface Facts {
  calls: number
  tokens: number
  refreshes: number
  /** How many generations the connections went through. */
  generations: number
  replays: number
  revoked: number
}

export interface Evidence {
  judge: Judge
  reports: readonly StormReport[]
  /** By connection id; its account is what follows the colon. */
  generations: ReadonlyMap<string, number>
  /** The name of a process that was killed: what it redeemed last may have to be redeemed again, once. */
  killed?: string
}

/** An expiry is cut to whole seconds: until one second after it, a token is as old as its lifetime was told to be. */
const granularity = 1000

export function judgeBy({ judge, reports, generations, killed }: Evidence): {
  facts: Facts
  broken: string[]
} {
  const issued = judge.redemptions.filter(({ verdict }) => verdict === 'issued')
  const replays = judge.redemptions.filter(({ verdict }) => verdict === 'replay')
  const excused = replays.filter((replay) => isExcused(replay, judge, killed))
  const lost = new Set(excused.map(({ account }) => account))
  const handed = reports.flatMap((report) => report.handed)
  const failures = reports.flatMap((report) => report.failures)
  const isLost = ({ connection }: { connection: string }) => lost.has(accountOf(connection))
  const facts = {
    calls: handed.reduce((sum, { calls }) => sum + calls, 0) + failures.length,
    tokens: new Set(handed.map(({ token }) => token)).size,
    refreshes: issued.length,
    generations: [...generations.values()].reduce((sum, generation) => sum + generation - 1, 0),
    replays: replays.length,
    revoked: judge.revoked.length,
  }

  const broken: string[] = []
  for (const { account, by } of replays.filter((replay) => !excused.includes(replay)))
    broken.push(`I1: ${by} redeemed a refresh token of ${account} that was spent`)
  for (const account of judge.revoked.filter((account) => !lost.has(account)))
    broken.push(`I1: the grant of ${account} was revoked`)
  // Nor is any redeemed whose grant is known to be dead.
  for (const { account, by, verdict } of judge.redemptions)
    if (verdict === 'not found' || verdict === 'other')
      broken.push(`I1: ${by} had a refresh token of ${account} refused: ${verdict}`)
  for (const [connection, generation] of generations) {
    const account = accountOf(connection)
    const own = issued.filter((redemption) => redemption.account === account)
    // Every refresh that the judge answered is a generation, but for the one whose answer was lost.
    const told = own.length - (lost.has(account) ? 1 : 0)
    if (told !== generation - 1)
      broken.push(`I2: ${connection} is at generation ${generation} after ${told} refreshes`)
    if (!isChain(own)) broken.push(`I3: a refresh token of ${account} came of another than the last one`)
  }

  for (const failure of failures) if (!isExpected(failure, isLost(failure))) broken.push(told(failure))
  for (const one of handed) {
    const expiry = judge.expiry(one.token)
    if (expiry === undefined) broken.push(`I4: ${one.connection}: a token that the judge does not know`)
    else if (one.lastAskedAt > expiry + granularity)
      broken.push(`I4: ${one.connection}: a token ${one.lastAskedAt - expiry} ms after its expiry`)
  }
  // One that expires on its way to the judge was good when it was handed out; one that was revoked was not.
  for (const { connection, token, active, answeredAt } of reports.flatMap((one) => one.introspections))
    if (!active && !isLost({ connection }) && answeredAt < (judge.expiry(token) ?? Number.POSITIVE_INFINITY))
      broken.push(`I4: ${connection}: a token that the judge calls inactive before its expiry`)
  return { facts, broken: [...new Set(broken)] }
}

/** It follows a lost answer: the first redemption was the killed process's own, and nobody ever had what came of it. */
function isExcused({ token }: Redemption, { redemptions }: Judge, killed: string | undefined): boolean {
  const [first, ...again] = redemptions.filter((one) => one.token === token)
  const heir = redemptions.some((one) => one.token === first?.successor)
  return killed !== undefined && first?.by === killed && again.length === 1 && !heir
}

function isChain(redemptions: readonly Redemption[]): boolean {
  return redemptions.every(({ token }, index) => index === 0 || redemptions[index - 1]?.successor === token)
}

/** Of a lost grant, everybody is told that its owner must consent again. */
function isExpected({ name }: CallFailure, lost: boolean): boolean {
  return lost && name === 'ReauthorizationRequiredError'
}

function told({ connection, kind, name, code, message }: CallFailure): string {
  return `I4: ${connection}, ${kind}: ${name} ${code ?? ''}: ${message}`
}

export function accountOf(connection: string): string {
  return connection.slice(connection.indexOf(':') + 1)
}
