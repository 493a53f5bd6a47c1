import type { Clock } from './clock.ts'

export interface Limit {
  clock: Pick<Clock, 'schedule'>
  /** How long an operation may take, ms. */
  limit: number
  /** What one that took longer has failed with. */
  late(): unknown
  /** What is thrown for a failure. `subject`: as it was given with the operation. */
  typed(error: unknown, subject: string | undefined): unknown
}

/** Runs an operation: it answers, or fails in time. It may still end later, unheard. */
export type WithinLimit = <Answer>(work: () => Promise<Answer>, subject?: string) => Promise<Answer>

/** Made once, because it stands before every step of a store: one promise and one timer for each operation. */
export function withinLimit({ clock, limit, late, typed }: Limit): WithinLimit {
  return (work, subject) =>
    new Promise((resolve, reject) => {
      const cancel = clock.schedule(() => reject(typed(late(), subject)), limit)
      const fail = (error: unknown) => {
        cancel()
        reject(typed(error, subject))
      }
      try {
        work().then((answer) => {
          cancel()
          resolve(answer)
        }, fail)
      } catch (error) {
        fail(error)
      }
    })
}
