import { type Phrase, phrase } from '../phrase.ts'
import { Hazard } from './store-check.ts'
import { type Trial, trialRecord } from './trial.ts'

/** How many try at once what only one may do. */
export const crowd = 8

const keepsNothing = phrase`Give the store a place that keeps values of any length as they are, and that no cache or other program stands before.`

/** What was written is what another reads, to the last character. */
export async function readsBack(trial: Trial): Promise<Phrase> {
  const { store, other } = trial
  const connection = trial.connection()
  const key = trial.key()
  const record = trialRecord(connection, 1, true)
  const same = (what: Phrase, written: string, read: string | undefined) => {
    if (read === written) return
    const how =
      read === undefined
        ? phrase`nothing was there`
        : phrase`${read.length} of ${written.length} characters came`
    throw new Hazard(phrase`A ${what} was written, and read again it was not the same: ${how}.`, keepsNothing)
  }
  if (!(await store.save(connection, undefined, record)))
    throw new Hazard(phrase`A first record was refused, although nothing was there.`, keepsNothing)
  same(phrase`record`, record, (await other.read(connection)).tokens)
  await store.swapNote(key, undefined, 'note')
  same(phrase`note`, 'note', (await other.readNote(key)).value)
  await store.writeHistory(connection, record)
  same(phrase`history`, record, await other.readHistory(connection))
  await store.putAuthorization(key, record, 60_000)
  same(phrase`login in progress`, record, await other.takeAuthorization(key))
  return phrase`Records, notes, histories and logins in progress are read as they were written.`
}

const overwrites = phrase`Two processes can overwrite each other here. Use redis://, postgres:// or file:, without a proxy or cache that answers for them; for a store of your own, storeContract of @oauth-tokens/core/testing names what to correct.`

/** Nobody overwrites what he has not read, and of a crowd one wins. */
export async function comparesAndSets(trial: Trial): Promise<Phrase> {
  const { store, other } = trial
  const id = trial.connection()
  const record = (generation: number) => trialRecord(id, generation)
  const hazard = (detail: Phrase) => new Hazard(detail, overwrites)
  const still = async (expected: string) => {
    if ((await other.read(id)).tokens !== expected)
      throw hazard(phrase`A save that was refused changed the record.`)
  }

  if (!(await store.save(id, undefined, record(1)))) throw hazard(phrase`A first record was refused.`)
  if (await other.save(id, undefined, record(2)))
    throw hazard(phrase`A first record was written over one that was there.`)
  if (await other.save(id, record(3), record(2)))
    throw hazard(phrase`A record was written over another than the one it was made from.`)
  await still(record(1))
  if (!(await other.save(id, record(1), record(2))))
    throw hazard(phrase`A record was refused, although what it was made from was there.`)
  const won = await all((index) => (index % 2 ? other : store).save(id, record(2), record(10 + index)))
  if (won.filter(Boolean).length !== 1)
    throw hazard(
      phrase`Of ${crowd} saves at once on the same record ${won.filter(Boolean).length} were accepted.`,
    )
  await still(record(10 + won.indexOf(true)))

  const key = trial.key()
  const notes = await all((index) => (index % 2 ? other : store).swapNote(key, undefined, `${index}`))
  const first = String(notes.indexOf(true))
  if (notes.filter(Boolean).length !== 1 || (await store.swapNote(key, 'another', 'wrong')))
    throw hazard(phrase`A note was written over another than the one it was made from.`)
  if ((await other.readNote(key)).value !== first) throw hazard(phrase`A note that was refused was written.`)
  return phrase`Saves on a record that has changed are refused, and of ${crowd} at once one is accepted.`
}

export function all<Answer>(action: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: crowd }, (_, index) => action(index)))
}
