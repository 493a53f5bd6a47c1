import { sleep } from '../clock.ts'
import { type Phrase, phrase } from '../phrase.ts'
import { Hazard } from './store-check.ts'
import { type Trial, trialRecord } from './trial.ts'

/** Within this time a process that holds an older token has to know, ms: a new one may kill it at once. */
const promised = 1_000
const patience = 3_000

/** A change is told to those who listen, in time. */
export async function tellsChanges(trial: Trial): Promise<Phrase> {
  const { store, other, clock } = trial
  let took = Number.POSITIVE_INFINITY
  // Once more for a machine that was busy just then.
  for (let attempt = 0; attempt < 2 && took > promised; attempt++) took = Math.min(took, await tell(trial))
  const to = other === store ? phrase`in this process` : phrase`to another connection of the store`
  if (took <= promised) return phrase`A change is told ${to} after ${Math.max(1, Math.round(took))} ms.`
  const when =
    took === Number.POSITIVE_INFINITY
      ? phrase`not within ${patience / 1000} s`
      : phrase`after ${Math.round(took)} ms only`
  throw new Hazard(
    phrase`A change was told ${to} ${when}.`,
    phrase`Other processes go on with a token that is dead. Let publish and subscribe (Redis) or LISTEN and NOTIFY (PostgreSQL) through: a pooler in transaction mode swallows them.`,
  )

  async function tell({ connection }: Trial): Promise<number> {
    const id = connection()
    const stopped = new AbortController()
    let stop = () => {}
    const heard = new Promise<number>((resolve) => {
      stop = other.changes((changed) => {
        if (changed === id) resolve(clock.monotonic())
      })
    })
    try {
      // What is changed after this read is told.
      await other.read(id)
      await store.save(id, undefined, trialRecord(id, 1))
      const saved = clock.monotonic()
      const late = sleep(clock, patience, stopped.signal).then(
        () => Number.POSITIVE_INFINITY,
        () => Number.POSITIVE_INFINITY,
      )
      return (await Promise.race([heard, late])) - saved
    } finally {
      stop()
      stopped.abort()
    }
  }
}
