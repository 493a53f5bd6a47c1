import { sleep } from '../clock.ts'
import { type Phrase, phrase } from '../phrase.ts'
import { Hazard } from './store-check.ts'
import type { Trial } from './trial.ts'
import { all, crowd } from './writing-checks.ts'

const short = 40

/** A login in progress is given once, and not after its time. */
export async function takesOnce(trial: Trial): Promise<Phrase> {
  const { store, other, clock } = trial
  const advice = phrase`A stolen callback could be used a second time here. Use redis://, postgres:// or file:, or a Keyv whose backing store answers truly what it deleted.`
  const key = trial.key()
  await store.putAuthorization(key, 'login', 60_000)
  const taken = await all((index) => (index % 2 ? other : store).takeAuthorization(key))
  const winners = taken.filter((value) => value !== undefined)
  if (winners.length !== 1)
    throw new Hazard(
      phrase`Of ${crowd} who took one login in progress at once ${winners.length} got it.`,
      advice,
    )
  if ((await other.takeAuthorization(key)) !== undefined)
    throw new Hazard(phrase`A login in progress that was taken could be taken again.`, advice)
  const passing = trial.key()
  await store.putAuthorization(passing, 'login', short)
  await sleep(clock, short * 3)
  if ((await other.takeAuthorization(passing)) !== undefined)
    throw new Hazard(phrase`A login in progress could be taken after its time.`, advice)
  return phrase`A login in progress is given to one of ${crowd} who ask at once, and to nobody after its time.`
}
