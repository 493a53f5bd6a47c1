import { brokenAtProvider } from '../../test/processes/support/verdict.ts'
import type { Fault } from './fault.ts'
import type { Call } from './process.ts'
import type { Recovery } from './recovery.ts'
import { timeouts, type World } from './world.ts'

/** One row of the report: what was seen, and the invariants that it breaks. */
export interface Row {
  fault: string
  store: string
  choices: Record<string, unknown>
  /** Most redemptions of one generation in flight at once. */
  inFlight: number
  /** Redemptions after a definite answer. */
  afterAnswer: number
  /** Token sets lost, and whether that was unavoidable. */
  lost: number
  /** Callers who were told to ask for consent. */
  reauthorize: number
  /** Callers without a usable token and without a typed error in their deadline. */
  unanswered: number
  /** Callers who were told that there is no such connection. */
  notFound: number
  /** What all callers were told, counted. */
  answers: Record<string, number>
  /** Whether what `afterAnswer`, `lost` and `reauthorize` say was unavoidable. */
  allowed: { afterAnswer: boolean; lost: boolean; reauthorize: boolean }
  /** Milliseconds until all had a live token. */
  recovery?: number
  /** Milliseconds until the refresh token could be spent again. */
  refreshed?: number
  broken: string[]
  /** Of a broken row: what each process passed and told. */
  journals?: Record<string, string[]>
  skipped?: string
}

const typed = new Set([
  'ConfigurationError',
  'AuthorizationError',
  'ConnectionNotFoundError',
  'ReauthorizationRequiredError',
  'ProviderRejectedError',
  'ProviderUnavailableError',
  'RateLimitedError',
  'StoreUnavailableError',
  'LeaseTimeoutError',
])

/** What a busy machine adds to a deadline, ms. */
const slack = 1_000

export function judge(world: World, fault: Fault, store: string, recovery: Recovery): Row {
  const calls = world.processes.flatMap((one) => one.calls)
  const heard = calls.filter(({ process, unheard }) => !(process.killed && unheard))
  const named = (name: string) => heard.filter(({ answer }) => answer?.error?.name === name)
  const grants = world.grants()
  const most = (count: (grant: (typeof grants)[number]) => number) => Math.max(0, ...grants.map(count))
  const { afterAnswer: excused = 0, lost: mayLose, reauthorize: mayAsk } = fault.allowed ?? {}

  const unknown = fault.allowed?.unknowing ? timeouts.spending * 1000 : 0

  const reauthorize = named('ReauthorizationRequiredError')
  const unanswered = heard.flatMap((call) => whyUnanswered(world, call, unknown))
  // Who was told so before the connection was forgotten on purpose, or before its server dropped it, is told below.
  const notFound = fault.ends === 'forgotten' ? [] : named('ConnectionNotFoundError').filter(knewIt(world))
  const afterAnswer = grants.reduce((sum, one) => sum + one.replaysAfterDefiniteAnswer, 0)
  const lost = recovery.consented && fault.ends !== 'emptied' ? 1 : 0

  const broken = [...brokenAtProvider(world.sandbox.stats(), excusedGrants(world, excused))]
  if (afterAnswer > excused && excused > 0)
    broken.push(`I1: ${afterAnswer} redemptions after definite answers`)
  if (lost > 0 && !mayLose) broken.push('I2: the tokens were lost: the owner had to consent again')
  if (reauthorize.length > 0 && !mayAsk) broken.push(`I7: ${told(reauthorize)}`)
  const causeless = reauthorize.filter(({ answer }) => answer?.error?.code !== 'answer_lost')
  if (mayAsk === 'answer_lost' && causeless.length > 0)
    broken.push(`I7: the lost answer is not said to be the cause: ${told(causeless)}`)
  broken.push(...unanswered)
  if (notFound.length > 0) broken.push(`I6: ${told(notFound)}`)

  return {
    fault: fault.name,
    store,
    choices: world.schedule.choices,
    inFlight: most(({ maxInFlight }) => maxInFlight),
    afterAnswer,
    lost,
    reauthorize: reauthorize.length,
    unanswered: unanswered.length,
    notFound: notFound.length,
    answers: counted(calls),
    allowed: {
      afterAnswer: afterAnswer <= excused,
      lost: mayLose === true,
      reauthorize: mayAsk !== undefined,
    },
    ...(recovery.took !== undefined && { recovery: recovery.took }),
    ...(recovery.refreshed !== undefined && { refreshed: recovery.refreshed }),
    broken: [...new Set([...broken, ...recovery.broken])],
  }
}

export function journals({ processes }: World): Record<string, string[]> {
  return Object.fromEntries(processes.map(({ name, journal }) => [name, journal]))
}

/** The refresh tokens whose answer nobody but a dead or sleeping process knew. */
function excusedGrants(world: World, excused: number): Set<string> {
  return new Set(excused > 0 ? world.grants().map(({ id }) => id) : [])
}

function whyUnanswered(
  world: World,
  { process, answer, asked, answered, unheard }: Call,
  unknown: number,
): string[] {
  const { name, stoodStill } = process
  if (unheard) return [`I4: ${name} ended by itself while a caller waited`]
  const waited = (answered ?? Date.now()) - asked
  if (!answer) return [`I4: a caller in ${name} was never answered`]
  if (waited > timeouts.waiter * 1000 + slack + stoodStill)
    return [`I4: a caller in ${name} was answered after ${waited} ms only`]
  if (answer.error)
    return typed.has(answer.error.name)
      ? []
      : [`I4: ${answer.error.name} is no typed error: ${answer.error.message}`]
  const { accessToken, degraded } = answer.value as { accessToken: string; degraded?: boolean }
  // Degraded: the store could not be asked, and that is said.
  if (!degraded && world.watch.wasDead(accessToken, asked, unknown))
    return [`I4: ${name} handed out a token that had long been dead, and did not say that it may be`]
  return []
}

/** The heir of an emptied server never knew the connection. */
function knewIt({ processes }: World) {
  const knowing = new Set(processes.filter(({ name }) => name !== 'heir'))
  return ({ process }: Call) => knowing.has(process)
}

function told(calls: readonly Call[]): string {
  const names = [...new Set(calls.map(({ process }) => process.name))].join(', ')
  return `${calls.length} callers in ${names} were told: ${calls[0]?.answer?.error?.message}`
}

function counted(calls: readonly Call[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { answer, unheard } of calls) {
    const { error, value } = answer ?? {}
    const flags = ['degraded', 'unsaved'].filter((flag) => value && flag in value)
    const what = unheard ? 'unheard' : error ? `${error.name} ${error.code}` : ['token', ...flags].join(' ')
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}
