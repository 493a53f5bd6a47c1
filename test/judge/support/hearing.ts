import type { Callers, StormReport } from './callers.ts'
import { type Court, importGrant, signIn } from './court.ts'

export interface Plan {
  /** Accounts are named after it: one store serves several tests. */
  name: string
  accounts: number
  processes: number
  rounds: number
  callers: number
  calls: number
  timeouts?: object
}

/** Processes full of callers, and the connections that they share. */
export interface Hearing {
  connections: string[]
  reports: StormReport[]
  generations: Map<string, number>
}

/**
 * Round after round, all callers of all processes begin with the same connection and go on with any.
 * `replace`: whom to go on with when a process ended in the middle of a round.
 */
export async function hear(
  court: Court,
  plan: Plan,
  replace?: (ended: Callers) => Promise<Callers>,
): Promise<Hearing> {
  const { timeouts } = plan
  const names = Array.from({ length: plan.processes }, (_, index) => `process-${index + 1}`)
  const processes = await Promise.all(
    names.map((name) => court.start(name, { ...(timeouts && { timeouts }) })),
  )
  const connections = await connect(court, processes, plan)
  const reports: StormReport[] = []

  const storm = async (index: number, round: number): Promise<void> => {
    const callers = processes[index] as Callers
    const seed = round * 1000 + index
    const first = connections[round % connections.length] ?? ''
    const order = { seed, callers: plan.callers, calls: plan.calls, connections, first }
    try {
      reports.push(await callers.storm(order))
    } catch (error) {
      if (!replace) throw error
      processes[index] = await replace(callers)
      await storm(index, round)
    }
  }
  for (let round = 0; round < plan.rounds; round++)
    await Promise.all(processes.map((_, index) => storm(index, round)))

  return { connections, reports, generations: await settle(processes[0] as Callers, connections) }
}

/** One connection by the whole code flow, the others of grants that the judge gave itself. */
async function connect({ judge }: Court, processes: readonly Callers[], plan: Plan): Promise<string[]> {
  const [first, second] = processes as [Callers, Callers]
  const connections = [await signIn(first, `${plan.name}-signed-in`)]
  for (let index = 1; index < plan.accounts; index++) {
    const account = `${plan.name}-${index}`
    connections.push(await importGrant(second, account, await judge.seed(account)))
  }
  return connections
}

/** Redeems what each connection holds in the end: had one lost its newest token, it would show now. */
async function settle(callers: Callers, connections: readonly string[]): Promise<Map<string, number>> {
  const generations = new Map<string, number>()
  for (const id of connections) {
    await callers.call('refresh', id).catch((error: Error) => {
      if (error.name !== 'ReauthorizationRequiredError') throw error
    })
    generations.set(id, (await callers.call<{ generation: number }>('connection', id)).generation)
  }
  return generations
}
