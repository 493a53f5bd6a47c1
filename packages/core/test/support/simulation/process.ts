import type { FakeClock } from '../../../src/testing/index.ts'
import { type ProcessClock, processClock } from './process-clock.ts'

/** Resolves when the schedule lets the step happen. */
export type Step = (label: string) => Promise<void>

export interface SimulatedProcess {
  readonly name: string
  /** Whose rescue folder it has. */
  readonly host: number
  readonly alive: boolean
  readonly clock: ProcessClock
  /** When it last put an intent on record. */
  intendedAt: number
  /** One call of a port: it leaves at one step, is applied, and its answer arrives at another. */
  call<Answer>(label: string, apply: () => Promise<Answer>): Promise<Answer>
  /** The same, but nobody hears of it, and it is applied some time later, whatever becomes of the process. */
  callApart(label: string, apply: () => Promise<unknown>): void
  /** It gets no further for so many milliseconds. */
  stop(duration: number): void
  /** Nothing of this process goes on. What had left may still arrive, or not. */
  crash(arrives: boolean): void
}

const never = <Answer>() => new Promise<Answer>(() => {})

export function simulatedProcess(name: string, host: number, world: FakeClock, step: Step): SimulatedProcess {
  let alive = true
  const underway = new Set<() => Promise<unknown>>()
  const clock = processClock(world, () => alive)

  return {
    name,
    host,
    clock,
    intendedAt: 0,
    get alive() {
      return alive
    },
    async call<Answer>(label: string, apply: () => Promise<Answer>) {
      await clock.awake()
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
      await clock.awake()
      return alive ? answer : never<Answer>()
    },
    callApart(label, apply) {
      void step(`${name} ${label} late`)
        .then(apply)
        .catch(() => {})
    },
    stop: (duration) => clock.stop(duration),
    crash(arrives) {
      alive = false
      if (arrives) for (const arrive of underway) void arrive().catch(() => {})
      underway.clear()
    },
  }
}
