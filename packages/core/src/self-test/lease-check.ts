import { sleep } from '../clock.ts'
import { type Phrase, phrase } from '../phrase.ts'
import type { Intent } from '../store/lease.ts'
import { Hazard } from './store-check.ts'
import { type Trial, trialRecord } from './trial.ts'
import { all } from './writing-checks.ts'

const spendsTwice = phrase`Two processes can spend one refresh token here. Use redis://, postgres:// or file:; for a store of your own, storeContract of @oauth-tokens/core/testing names what to correct.`

const long = 60_000
const short = 40

/** One owner at a time; what is overtaken can do nothing; what is past its deadline can be taken. */
export async function excludes(trial: Trial): Promise<Phrase> {
  const { store, other, clock } = trial
  const id = trial.connection()
  const record = trialRecord(id, 1)
  const holder = (owner: string) => ({ owner: `${id} ${owner}`, host: 'self-test' })
  const intent: Intent = { lineage: '', generation: 1, singleUse: true, at: clock.now() }
  const check = (right: boolean, detail: Phrase) => {
    if (!right) throw new Hazard(detail, spendsTwice)
  }
  await store.save(id, undefined, record)

  const asked = await all((index) => (index % 2 ? other : store).acquire(id, holder(`${index}`), long))
  const got = asked.filter(({ fence }) => fence !== undefined)
  check(got.length === 1, phrase`Of ${asked.length} who asked at once for the lease ${got.length} got it.`)
  const fence = got[0]?.fence ?? 0
  const late = await other.acquire(id, holder('late'), long)
  check(
    late.fence === undefined && late.lease.state === 'held',
    phrase`A lease that is held was given to another.`,
  )

  const low = fence - 1
  check(!(await other.release(id, low, {})), phrase`A lower fence released the lease of another.`)
  check(!(await other.extend(id, low, long)), phrase`A lower fence extended the lease of another.`)
  check(!(await other.spend(id, low, record, intent, long)), phrase`A lower fence recorded an intent.`)
  check(await store.extend(id, fence, long), phrase`The holder could not extend its lease.`)
  const others = trialRecord(id, 2)
  check(
    !(await store.spend(id, fence, others, intent, long)),
    phrase`An intent was taken for tokens that are not stored.`,
  )
  check(await store.spend(id, fence, record, intent, long), phrase`The holder could not record its intent.`)
  const meanwhile = await other.acquire(id, holder('late'), long)
  check(meanwhile.fence === undefined, phrase`The lease was given away while its holder was spending.`)
  check(await store.withdraw(id, fence, long), phrase`The holder could not withdraw its intent.`)
  check(await store.release(id, fence, {}), phrase`The holder could not release its lease.`)

  const next = await other.acquire(id, holder('next'), short)
  check(
    (next.fence ?? 0) > fence,
    phrase`A lease that was released could not be taken, or its fence did not rise.`,
  )
  await sleep(clock, short * 3)
  const last = await store.acquire(id, holder('last'), long)
  check(last.fence !== undefined, phrase`A lease past its deadline could not be taken.`)
  check(
    !(await other.release(id, next.fence ?? 0, {})),
    phrase`A holder that was overtaken released the lease of another.`,
  )
  await store.release(id, last.fence ?? 0, {})
  return phrase`The lease has one holder at a time, of a crowd too; a lower fence changes nothing, and a deadline frees it.`
}
