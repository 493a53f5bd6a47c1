import { errorName } from './error-name.ts'
import { safely } from './safely.ts'
import type { Telemetry } from './telemetry.ts'

/** Telemetry is the user's, as listeners are: what it throws, or forgets to call, changes no refresh. */
export function guardedTelemetry(telemetry: Telemetry, report: (message: string) => void): Telemetry {
  const told = (error: unknown) => report(`The telemetry threw ${errorName(error)}.`)
  return {
    event: (event) => safely(() => telemetry.event(event), told),
    refresh(subject) {
      const observer = safely(() => telemetry.refresh(subject), told)
      return {
        run<Result>(work: () => Promise<Result>): Promise<Result> {
          let running: Promise<Result> | undefined
          const once = () => {
            running ??= work()
            return running
          }
          safely(() => observer?.run(once), told)
          // The work itself is waited for: an observer can neither skip nor repeat it, nor change what came of it.
          return once()
        },
        step: (step) => safely(() => observer?.step(step), told),
        end: (end) => safely(() => observer?.end(end), told),
      }
    },
  }
}
