import type { Telemetry } from './telemetry.ts'

/** Telemetry is the user's, as listeners are: what it throws, or forgets to call, changes no refresh. */
export function guardedTelemetry(telemetry: Telemetry, report: (message: string) => void): Telemetry {
  const told = (error: unknown) =>
    report(`The telemetry threw ${error instanceof Error ? error.name : typeof error}.`)
  const safely = <Result>(call: () => Result): Result | undefined => {
    try {
      const result = call()
      // A rejection that nobody hears would end the process.
      if (result instanceof Promise) result.catch(told)
      return result
    } catch (error) {
      told(error)
      return undefined
    }
  }
  return {
    event: (event) => safely(() => telemetry.event(event)),
    refresh(subject) {
      const observer = safely(() => telemetry.refresh(subject))
      return {
        run<Result>(work: () => Promise<Result>): Promise<Result> {
          let running: Promise<Result> | undefined
          const once = () => {
            running ??= work()
            return running
          }
          safely(() => observer?.run(once))
          // The work itself is waited for: an observer can neither skip nor repeat it, nor change what came of it.
          return once()
        },
        step: (step) => safely(() => observer?.step(step)),
        end: (end) => safely(() => observer?.end(end)),
      }
    },
  }
}
