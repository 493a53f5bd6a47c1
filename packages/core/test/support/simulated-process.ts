/** Resolves when the schedule lets the step happen. */
export type Step = (label: string) => Promise<void>

export interface SimulatedProcess {
  readonly alive: boolean
  /** One call of a port: it leaves at one step, is applied, and its answer arrives at another. */
  call<Answer>(label: string, apply: () => Promise<Answer>): Promise<Answer>
  /** Nothing of this process goes on. What had left may still arrive, or not. */
  crash(arrives: boolean): void
}

const never = <Answer>() => new Promise<Answer>(() => {})

export function simulatedProcess(name: string, step: Step): SimulatedProcess {
  let alive = true
  const underway = new Set<() => Promise<unknown>>()

  return {
    get alive() {
      return alive
    },
    async call<Answer>(label: string, apply: () => Promise<Answer>) {
      if (!alive) return never<Answer>()
      let arrived: Promise<Answer> | undefined
      const arrive = () => {
        arrived ??= apply()
        arrived.catch(() => {})
        return arrived
      }
      underway.add(arrive)
      await step(`${name} ${label} >`)
      underway.delete(arrive)
      // What a crash left on its way arrived, or did not, in the moment of the crash.
      if (!alive) return never<Answer>()
      const answer = arrive()
      await answer.catch(() => {})
      await step(`${name} ${label} <`)
      return alive ? answer : never<Answer>()
    },
    crash(arrives) {
      alive = false
      if (arrives) for (const arrive of underway) void arrive().catch(() => {})
      underway.clear()
    },
  }
}
